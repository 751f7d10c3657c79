import { connect, migrateWhenAvailable, observeDatabase } from '@florin/database';
import { topics } from '@florin/events';
import { createHttpServer, listen } from '@florin/http';
import { ledgerEntities, migrateLedger, outboxSource } from '@florin/ledger';
import { createPublisher, ensureTopics, startRelay, watchBroker } from '@florin/messaging';
import { runService } from '@florin/service';
import { config } from './config.ts';
import { jobsOf } from './jobs/jobs-of-ledger.ts';
import { startJobs } from './jobs/run-jobs.ts';
import { openLedger } from './open-ledger.ts';

/**
 * The background worker: what the ledger has committed to its outbox goes to Kafka, in order, and what falls due by the
 * clock is done.
 */
await runService({
  name: 'worker',
  config,
  async start(context) {
    const { logger, metrics, config: settings } = context;
    const kafka = { brokers: settings.KAFKA_BROKERS, clientId: 'worker', logger };

    const database = await connect({
      url: settings.DATABASE_URL,
      entities: ledgerEntities,
      applicationName: 'worker',
      poolSize: 8,
      // Nothing that it asks takes a second: a connection that went silent must not stop it for long.
      statementTimeoutMs: 4_000,
    });
    observeDatabase(context, database);
    const server = await createHttpServer({ service: 'worker', context, handlers: {} });
    await listen(server, settings);

    const watch = watchBroker(kafka);
    context.onStop('kafka watch', () => watch.close());
    context.onReadinessCheck('kafka', async () => ({ ...watch.check(), required: true }));
    context.onDependencyCheck('kafka', () => watch.check().ok);

    const ledger = await openLedger(context, database);
    await migrateWhenAvailable(() => migrateLedger(database), { logger, signal: context.stopSignal });

    const jobs = startJobs({
      database,
      jobs: jobsOf(ledger, database, settings.OUTBOX_RETENTION_HOURS),
      logger,
      metrics,
    });
    context.onStop('jobs', () => jobs.stop());
    context.onReadinessCheck('jobs', async () => ({ ...jobs.check(), required: false }));

    const publisher = await createPublisher({ ...kafka, metrics });
    context.onStop('publisher', () => publisher.close());
    context.onReadinessCheck('publisher', async () => ({ ...publisher.check(), required: true }));
    const relay = startRelay({
      database,
      lockName: 'ledger-relay',
      source: outboxSource,
      publisher,
      logger,
      metrics,
    });
    context.onStop('relay', () => relay.stop());
    context.onReadinessCheck('relay', async () => ({ ...relay.check(), required: true }));

    // Kafka may still be starting: the relay holds its first events until the topics are there.
    const boot = new AbortController();
    const topicsThere = ensureTopics({ ...kafka, topics, signal: boot.signal });
    context.onStop('topics', () => {
      boot.abort();
      return topicsThere;
    });
  },
});
