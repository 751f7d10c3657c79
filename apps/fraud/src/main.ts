import {
  connect,
  connectForRequests,
  migrateWhenAvailable,
  observeDatabase,
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
import { createHttpServer, databaseAway, internalAuthentication, listen } from '@florin/http';
import { createPublisher, ensureTopics, runConsumer, startRelay } from '@florin/messaging';
import { runService, type ServiceContext } from '@florin/service';
import { startActions } from './actions.ts';
import { alertOutbox } from './alert-outbox.ts';
import { createBankClients } from './bank-clients.ts';
import { startCycleSearch } from './cycles/search-cycles.ts';
import { config } from './config.ts';
import { fraudHandlers } from './handlers/fraud-handlers.ts';
import { HistoryCache } from './history-cache.ts';
import { purgeHistory, rememberedMs } from './history-store.ts';
import { migrateFraud } from './migrate.ts';
import { createRuleMetrics } from './rule-metrics.ts';
import { handleEvents } from './handle-events.ts';

await runService({
  name: 'fraud',
  config,
  async start(context) {
    const { logger, metrics } = context;
    const settings = context.config;
    const kafka = { brokers: settings.KAFKA_BROKERS, clientId: 'fraud' };

    const { database, requests } = await openDatabase(context);
    const clients = createBankClients(settings.FLORIN_API_URL, settings.FLORIN_API_KEYS);
    const remembered = { rememberedMs: rememberedMs(settings.FRAUD_HISTORY_DAYS) };
    const server = await createHttpServer({
      service: 'fraud',
      context,
      authenticate: internalAuthentication(settings.INTERNAL_TOKEN),
      onError: (error) => databaseAway(unavailableCode(error), error),
      handlers: fraudHandlers(requests, { cursorSecret: settings.INTERNAL_TOKEN, clients, ...remembered }),
    });
    await listen(server, settings);
    await migrateWhenAvailable(() => migrateFraud(database), { logger, signal: context.stopSignal });

    const stopping = new AbortController();
    context.onStop('topics', () => stopping.abort());
    // Without waiting: with Kafka away the alerts that are stored can still be listed.
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

    const ruleMetrics = createRuleMetrics(metrics);
    const handling = { cache: new HistoryCache(), stopwatch: ruleMetrics.stopwatch, ...remembered };
    const consumer = await runConsumer({
      brokers: settings.KAFKA_BROKERS,
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
    context.onStop('search for circles', () => search.stop());
    const forget: PurgeStep = (unit, limit) => purgeHistory(unit, settings.FRAUD_HISTORY_DAYS, limit);
    const purge = startPurge({ database, steps: [forget], logger });
    context.onStop('purge', () => purge.stop());

    const actions = startActions({ database, clients, logger, metrics });
    context.onStop('actions', () => actions.stop());
    context.onReadinessCheck('actions', async () => ({ ...(await actions.check()), required: false }));
  },
});

/** For what this app does by itself, and for the requests it serves. */
async function openDatabase(
  context: ServiceContext<{ DATABASE_URL: string }>,
): Promise<Record<'database' | 'requests', Database>> {
  const url = context.config.DATABASE_URL;
  const database = await connect({ url, applicationName: 'fraud' });
  observeDatabase(context, database);
  const requests = await connectForRequests({ url, applicationName: 'fraud requests' });
  context.onStop('database of requests', () => requests.close());
  return { database, requests };
}
