import { fileURLToPath } from 'node:url';
import { migrateAccess } from '@florin/access';
import { migrateWhenAvailable, observeDatabase, observeReplicas, type Database } from '@florin/database';
import {
  callSignerOf,
  createHttpServer,
  keyAuthentication,
  listen,
  namingFraudApp,
  RateLimits,
  secretsOf,
  securityContactOf,
  warnOfInternalToken,
} from '@florin/http';
import { Ledger, migrateLedger, postingMetrics, showPostingQueue } from '@florin/ledger';
import { createAccountLocks, createSharedCounts, redisOf, type AccountLocks } from '@florin/locks';
import { createRateLimitedLog, failpoint, defineService, type ServiceContext } from '@florin/service';
import type { Static } from 'typebox';
import { appSource, schemaSource } from './audit-log/audit-sources.ts';
import { authenticationBy } from './authentication.ts';
import { claimKeyIn } from './claim-key.ts';
import { config } from './config.ts';
import { createFindDeliveries } from './find-deliveries.ts';
import { accessTokenHandlers } from './handlers/access-tokens.ts';
import { accountHandlers } from './handlers/accounts.ts';
import { apiKeyHandlers } from './handlers/api-keys.ts';
import { auditLogHandlers } from './handlers/audit-log.ts';
import { historyHandlers } from './handlers/history.ts';
import { movementHandlers } from './handlers/movements.ts';
import { scheduledTransactionHandlers } from './handlers/scheduled-transactions.ts';
import { transactionHandlers } from './handlers/transactions.ts';
import { ignoredLocks, lockMetrics } from './lock-metrics.ts';
import { keySettingsOf } from './key-request.ts';
import { openDatabase } from './open-database.ts';
import { problemFrom } from './problem-from.ts';

/** Where apps/console and apps/docs are built; without its files, /console or /docs answers that it is not built. */
const builtFiles = (app: string) => fileURLToPath(new URL(`../../${app}/dist/current`, import.meta.url));

/** The API: HTTP in, ledger calls, answers. */
export const apiService = defineService({
  name: 'api',
  config,
  async start(context) {
    const { logger, metrics, config: settings } = context;
    const signCall = callSignerOf('api', settings);
    const cursorSecrets = secretsOf('CURSOR_KEYS', settings);
    warnOfInternalToken(settings, logger);

    const { database, lanes, replicas, reads } = await openDatabase(settings);
    observeDatabase(context, database);
    if (replicas) observeReplicas(context, replicas);

    const locks = await openLocks(context);
    const ledger = new Ledger({
      database,
      lanes,
      replicas: reads,
      locks,
      batchSizeMax: settings.POSTING_BATCH_SIZE,
      batchesInFlightMax: settings.POSTING_BATCHES_IN_FLIGHT,
      waitingMax: settings.POSTING_WAITING,
      answerWithinMs: settings.POSTING_ANSWER_WITHIN_MS,
      ...postingMetrics(metrics, logger),
      failpoint,
    });
    showPostingQueue(metrics, ledger);

    const auditSources = [
      schemaSource(lanes.lists, 'ledger'),
      schemaSource(lanes.lists, 'access'),
      appSource('fraud', settings.FRAUD_URL, signCall),
      appSource('notifications', settings.NOTIFICATIONS_URL, signCall),
    ];
    const { tokens, lookUp, explain } = authenticationBy(lanes.credentials, settings);
    const rateLimits = openRateLimits(context);
    const server = await createHttpServer({
      service: 'api',
      context,
      authenticate: namingFraudApp(keyAuthentication(lookUp, { limits: rateLimits, explain }), settings),
      rateLimits,
      trustedProxies: settings.TRUSTED_PROXIES,
      onError: problemFrom,
      forward: {
        fraud: settings.FRAUD_URL,
        notifications: settings.NOTIFICATIONS_URL,
        analytics: settings.ANALYTICS_URL,
      },
      signCall,
      claimKey: claimKeyIn(lanes.changes, logger),
      position: () => replicas?.committed,
      publicUrl: settings.PUBLIC_URL,
      securityContact: securityContactOf(settings),
      consoleSignInFile: settings.CONSOLE_SIGN_IN_FILE,
      consoleDirectory: builtFiles('console'),
      docsDirectory: builtFiles('docs'),
      handlers: {
        ...accountHandlers(ledger, cursorSecrets),
        ...movementHandlers(ledger),
        ...scheduledTransactionHandlers(ledger, cursorSecrets),
        ...transactionHandlers(ledger, cursorSecrets),
        ...accessTokenHandlers(tokens),
        ...apiKeyHandlers(lanes, { cursorSecrets, ...keySettingsOf(settings) }),
        ...auditLogHandlers(auditSources, cursorSecrets),
        ...historyHandlers(ledger, cursorSecrets, createFindDeliveries(settings.NOTIFICATIONS_URL, signCall)),
      },
    });
    await listen(server, settings, context);
    await migrateWhenAvailable(() => migrate(database), { database, logger, signal: context.stopSignal });
  },
});

async function migrate(database: Database): Promise<void> {
  await migrateLedger(database);
  await migrateAccess(database);
}

/** Rate limits count over all API processes while Redis answers, and in this process alone while it does not. */
function openRateLimits({
  config: settings,
  metrics,
  onStop,
}: ServiceContext<Static<typeof config>>): RateLimits {
  const shared = createSharedCounts(redisOf(settings));
  onStop('rate limits', async () => shared.close());
  metrics.gauge(
    'florin_rate_limits_shared',
    '1 if rate limits count the requests of all API processes, 0 if this process counts alone.',
    [],
    (gauge) => gauge.set(shared.shared ? 1 : 0),
  );
  return new RateLimits(settings, shared.counts);
}

async function openLocks(context: ServiceContext<Static<typeof config>>): Promise<AccountLocks> {
  const { logger, metrics, config: settings } = context;
  const warn = createRateLimitedLog(logger, 'warn');
  const redis = redisOf(settings);
  const locks = createAccountLocks({
    ...redis,
    ttlMs: settings.LOCK_TTL_MS,
    answerLimitMs: settings.LOCK_ANSWER_MS,
    onIgnored: ignoredLocks(metrics, logger),
    onStateChange: (status) =>
      logger.warn(status, 'the reachable Redis nodes of the account locks have changed'),
    onError: (err) => warn({ err }, 'an account lock was lost or unreachable'),
  });
  context.onStop('locks', () => locks.close());
  context.onReadinessCheck('locks', async () => ({ ...locks.check(), required: false }));
  if (redis.urls.length > 0) context.onDependencyCheck('redis', () => !locks.status().degraded);
  else logger.info('REDIS_URLS is not set: account locks are off, and PostgreSQL row locks alone decide');
  lockMetrics(metrics, locks);
  await locks.ready();
  return locks;
}
