import {
  connect,
  connectForRequests,
  migrateWhenAvailable,
  observeDatabase,
  observePool,
  startPurge,
  type Database,
  type PurgeStep,
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
  checkBrokers,
  createPublisher,
  ensureTopics,
  kafkaOf,
  runConsumer,
  startRelay,
  type KafkaCluster,
} from '@florin/messaging';
import { runService, type ServiceContext } from '@florin/service';
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

await runService({
  name: 'fraud',
  config,
  async start(context) {
    const { logger, metrics } = context;
    const settings = context.config;
    const authenticate = apiAuthenticationOf('fraud', settings);
    const cursorSecrets = secretsOf('CURSOR_KEYS', settings);
    warnOfInternalToken(settings, logger);
    const kafka = kafkaOf(settings);
    const { database, requests } = await openDatabase(context);
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
    await listen(server, settings);
    await migrateWhenAvailable(() => migrateFraud(database), {
      database,
      logger,
      signal: context.stopSignal,
    });
    await checkBrokers(kafka, logger);

    await startPublishing(context, database, kafka);

    const ruleMetrics = createRuleMetrics(metrics);
    const handling = { cache: new HistoryCache(), stopwatch: ruleMetrics.stopwatch, retainedMs };
    const consumer = await runConsumer({
      ...kafka,
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
    context.onReadinessCheck('kafka', async () => ({ ...consumer.check(), required: false }));
    context.onDependencyCheck('kafka', () => consumer.isKafkaUp());
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

/** Opens one pool for background work and one for requests. */
async function openDatabase(
  context: ServiceContext<{ DATABASE_URL: string; DATABASE_OWNER_URL?: string }>,
): Promise<Record<'database' | 'requests', Database>> {
  const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = context.config;
  const database = await connect({ url, ownerUrl, allTenants: true, applicationName: 'fraud' });
  observeDatabase(context, database);
  const requests = await connectForRequests({ url, applicationName: 'fraud requests' });
  context.onStop('database of requests', () => requests.close());
  observePool(context.metrics, 'requests', requests);
  return { database, requests };
}

/** Starts to publish alerts and their changes, from one instance at a time. */
async function startPublishing(
  context: ServiceContext,
  database: Database,
  cluster: KafkaCluster,
): Promise<void> {
  const { logger, metrics } = context;
  const kafka = { ...cluster, clientId: 'fraud' };
  const stopping = new AbortController();
  context.onStop('topics', () => stopping.abort());
  // Not awaited: while Kafka is unavailable, stored alerts can still be listed.
  void ensureTopics({ ...kafka, topics: [fraudAlerts.topic], signal: stopping.signal, logger });
  const publisher = await createPublisher({ ...kafka, logger, metrics });
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
