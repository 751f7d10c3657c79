import { connect, migrateWhenAvailable, observeDatabase, observeServer } from '@florin/database';
import { topics } from '@florin/events';
import { createHttpServer, listen } from '@florin/http';
import { ledgerEntities, migrateLedger, outboxSource, showBookDifferences } from '@florin/ledger';
import {
  createPublisher,
  checkBrokers,
  ensureTopics,
  kafkaOf,
  startRelay,
  watchBroker,
} from '@florin/messaging';
import { runService } from '@florin/service';
import { config } from './config.ts';
import { ledgerJobs } from './jobs/ledger-jobs.ts';
import { startJobs } from './jobs/run-jobs.ts';
import { openLedger } from './open-ledger.ts';

/** The background worker: publishes the ledger's outbox to Kafka in order, and runs the jobs that become due by time. */
await runService({
  name: 'worker',
  config,
  async start(context) {
    const { logger, metrics, config: settings } = context;
    const kafka = { ...kafkaOf(settings), clientId: 'worker', logger };

    const database = await connect({
      url: settings.DATABASE_URL,
      ownerUrl: settings.DATABASE_OWNER_URL,
      entities: ledgerEntities,
      applicationName: 'worker',
      poolSize: 8,
      // No statement takes as long as a second. The limit keeps a silent connection from stopping the worker for long.
      statementTimeoutMs: 4_000,
    });
    observeDatabase(context, database);
    observeServer(metrics, logger, database);
    showBookDifferences(metrics, logger, database);
    const server = await createHttpServer({ service: 'worker', context, handlers: {} });
    await listen(server, settings);

    const watch = watchBroker(kafka);
    context.onStop('kafka watch', () => watch.close());
    context.onReadinessCheck('kafka', async () => ({ ...watch.check(), required: true }));
    context.onDependencyCheck('kafka', () => watch.check().ok);

    const ledger = await openLedger(context, database);
    await migrateWhenAvailable(() => migrateLedger(database), {
      database,
      logger,
      signal: context.stopSignal,
    });

    await checkBrokers(kafka, logger);

    const jobs = startJobs({
      database,
      jobs: ledgerJobs(ledger, database, settings.OUTBOX_RETENTION_HOURS),
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

    // Kafka may still be starting. The relay keeps its events until the topics exist.
    const boot = new AbortController();
    const topicsCreated = ensureTopics({ ...kafka, topics, signal: boot.signal });
    context.onStop('topics', () => {
      boot.abort();
      return topicsCreated;
    });
  },
});
