import {
  type Database,
  migrateWhenAvailable,
  openConsumerDatabase,
  type PurgeStep,
  startPurge,
  unavailableCode,
} from '@florin/database';
import {
  accountsLifecycle,
  fraudAlerts,
  transactionsCompleted,
  transactionsFailed,
  transactionsHolds,
} from '@florin/events';
import {
  apiAuthenticationOf,
  createHttpServer,
  databaseAway,
  listen,
  ownSignerOf,
  secretsOf,
  warnOfInternalToken,
} from '@florin/http';
import {
  checkLog,
  checkNameOf,
  createPublisher,
  ensureTopics,
  eventLogOf,
  isKafka,
  migrateEventLog,
  runConsumer,
  startRelay,
  type EventLogAddress,
} from '@florin/messaging';
import { defineService, type ServiceContext } from '@florin/service';
import { startActions } from './actions.ts';
import { alertOutbox } from './alert-outbox.ts';
import { createBankClients } from './freeze-account.ts';
import { startCycleSearch } from './cycles/search-cycles.ts';
import { config } from './config.ts';
import { alertHandlers } from './handlers/alerts.ts';
import { auditLogHandler } from './handlers/audit-log.ts';
import { backTestHandler } from './handlers/back-test.ts';
import { ruleHandlers } from './handlers/rules.ts';
import { HistoryCache } from './history-cache.ts';
import { purgeHistory, windowLimitMs } from './history-store.ts';
import { migrateFraud } from './migrate.ts';
import { createRuleMetrics } from './rule-metrics.ts';
import { handleEvents } from './handle-events.ts';

/** Consumes events and raises alerts. */
export const fraudService = defineService({
  name: 'fraud',
  config,
  async start(context) {
    const { logger, metrics } = context;
    const settings = context.config;
    const authenticate = apiAuthenticationOf('fraud', settings);
    const cursorSecrets = secretsOf('CURSOR_KEYS', settings);
    warnOfInternalToken(settings, logger);
    const log = eventLogOf(settings);
    const { database, requests } = await openConsumerDatabase(context);
    const clients = createBankClients(
      settings.FLORIN_API_URL,
      settings.FLORIN_API_KEYS,
      ownSignerOf('fraud', settings),
    );
    const retainedMs = windowLimitMs(settings.FRAUD_HISTORY_DAYS);
    const server = await createHttpServer({
      service: 'fraud',
      context,
      authenticate,
      onError: (error) => databaseAway(unavailableCode(error), error),
      handlers: {
        ...alertHandlers(requests, cursorSecrets),
        ...ruleHandlers(requests, {
          cursorSecrets,
          canFreeze: (tenantId) => clients.has(tenantId),
        }),
        backTestFraudRule: backTestHandler(requests, retainedMs),
        ...auditLogHandler(requests),
      },
    });
    await listen(server, settings, context);
    const migrate = async () => {
      await migrateFraud(database);
      await migrateEventLog(database);
    };
    await migrateWhenAvailable(migrate, { database, logger, signal: context.stopSignal });
    await checkLog(log, { database, logger });

    await startPublishing(context, database, log);

    const ruleMetrics = createRuleMetrics(metrics);
    const handling = { cache: new HistoryCache(), stopwatch: ruleMetrics.stopwatch, retainedMs };
    const consumer = await runConsumer({
      ...log,
      groupId: settings.KAFKA_GROUP_ID,
      topics: [transactionsCompleted, transactionsFailed, transactionsHolds, accountsLifecycle].map(
        ({ topic }) => topic,
      ),
      database,
      schema: 'fraud',
      handle: async (events, unit) => {
        ruleMetrics.handled(await handleEvents(unit, events, handling));
      },
      logger,
      metrics,
    });
    context.onStop('consumer', () => consumer.stop());
    context.onReadinessCheck(checkNameOf(log), async () => ({ ...consumer.check(), required: false }));
    if (isKafka(log)) context.onDependencyCheck('kafka', () => consumer.isLogUp());
    const search = startCycleSearch({ database, onAlerts: ruleMetrics.raised, logger });
    context.onStop('search for cycles', () => search.stop());
    const forget: PurgeStep = (unit, limit) => purgeHistory(unit, settings.FRAUD_HISTORY_DAYS, limit);
    const purge = startPurge({ database, steps: [forget], logger });
    context.onStop('purge', () => purge.stop());

    const actions = startActions({ database, clients, logger, metrics });
    context.onStop('actions', () => actions.stop());
    context.onReadinessCheck('actions', async () => ({ ...(await actions.check()), required: false }));
  },
});

/** Starts to publish alerts and their changes, from one instance at a time. */
async function startPublishing(
  context: ServiceContext,
  database: Database,
  log: EventLogAddress,
): Promise<void> {
  const { logger, metrics } = context;
  const client = { ...log, clientId: 'fraud' };
  const stopping = new AbortController();
  context.onStop('topics', () => stopping.abort());
  // Not awaited: while the log is unavailable, stored alerts can still be listed.
  void ensureTopics({ ...client, topics: [fraudAlerts.topic], signal: stopping.signal, logger });
  const publisher = await createPublisher({ ...client, logger, metrics });
  context.onStop('publisher', () => publisher.close());
  context.onReadinessCheck('publisher', async () => ({ ...publisher.check(), required: false }));
  const relay = startRelay({
    database,
    lockName: 'fraud relay',
    source: alertOutbox,
    publisher,
    logger,
    metrics,
  });
  context.onStop('relay', () => relay.stop());
  context.onReadinessCheck('relay', async () => ({ ...relay.check(), required: false }));
}
