import { connect, isUnavailable } from '@florin/database';
import { fraudAlerts, transactionsCompleted, transactionsFailed } from '@florin/events';
import { createDoor, internalAuthentication, Problem } from '@florin/http';
import { createPublisher, ensureTopics, runConsumer, startRelay } from '@florin/messaging';
import { runService } from '@florin/service';
import { alertOutbox } from './alert-outbox.ts';
import { alertsHandler } from './alerts-handler.ts';
import { config } from './config.ts';
import { migrateFraud } from './migrate.ts';
import { startPurge } from './purge.ts';
import { rulesFrom } from './rules.ts';
import { takeInEvents } from './take-in-events.ts';

await runService({
  name: 'fraud',
  config,
  async start(context) {
    const { logger, metrics } = context;
    const settings = context.config;
    const kafka = { brokers: settings.KAFKA_BROKERS, clientId: 'fraud' };
    const rules = rulesFrom(settings);

    const database = await connect({ url: settings.DATABASE_URL, applicationName: 'fraud' });
    context.onStop('database', () => database.close());
    context.onReadinessCheck('database', async () => {
      await database.ping();
      return { ok: true, required: true };
    });
    await migrateFraud(database);

    const stopping = new AbortController();
    context.onStop('topics', () => stopping.abort());
    // Without waiting: with Kafka away the alerts that are stored can still be listed.
    void ensureTopics({ ...kafka, topics: [fraudAlerts.topic], signal: stopping.signal, logger });
    const publisher = await createPublisher({ ...kafka, logger, metrics });
    context.onStop('publisher', () => publisher.close());
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

    const consumer = await runConsumer({
      brokers: settings.KAFKA_BROKERS,
      groupId: settings.KAFKA_GROUP_ID,
      topics: [transactionsCompleted.topic, transactionsFailed.topic],
      database,
      schema: 'fraud',
      handle: (events, em) => takeInEvents(em, rules, events),
      logger,
      metrics,
    });
    context.onStop('consumer', () => consumer.stop());
    context.onReadinessCheck('kafka', async () => ({ ...consumer.check(), required: false }));
    const purge = startPurge({ database, days: settings.FRAUD_HISTORY_DAYS, logger });
    context.onStop('purge', () => purge.stop());

    const door = await createDoor({
      service: 'fraud',
      context,
      authenticate: internalAuthentication(settings.INTERNAL_TOKEN),
      onError: (error) => (isUnavailable(error) ? new Problem('service_unavailable') : undefined),
      handlers: { listFraudAlerts: alertsHandler(database, settings.INTERNAL_TOKEN) },
    });
    await door.listen({ host: settings.HOST, port: settings.PORT });
  },
});
