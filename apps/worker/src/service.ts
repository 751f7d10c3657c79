import { connect, migrateWhenAvailable, observeDatabase, observeServer } from '@florin/database';
import { topics } from '@florin/events';
import { createHttpServer, listen } from '@florin/http';
import { ledgerEntities, migrateLedger, outboxSource, showBookDifferences } from '@florin/ledger';
import {
  createPublisher,
  checkLog,
  checkNameOf,
  ensureTopics,
  eventLogOf,
  isKafka,
  migrateEventLog,
  startRelay,
  watchLog,
} from '@florin/messaging';
import { defineService, type ServiceContext } from '@florin/service';
import type { Static } from 'typebox';
import { config } from './config.ts';
import { eventLogJobs } from './jobs/event-log-jobs.ts';
import { ledgerJobs } from './jobs/ledger-jobs.ts';
import { startJobs } from './jobs/run-jobs.ts';
import { openLedger } from './open-ledger.ts';

/** The background worker: publishes the ledger's outbox to the event log in order, and runs the jobs that become due by time. */
export const workerService = defineService({
  name: 'worker',
  config,
  async start(context) {
    const { logger, metrics, config: settings } = context;
    const log = eventLogOf(settings);
    const client = { ...log, clientId: 'worker', logger };

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
    await serveHealth(context);

    const watch = watchLog(client);
    context.onStop('event log watch', () => watch.close());
    context.onReadinessCheck(checkNameOf(log), async () => ({ ...watch.check(), required: true }));
    if (isKafka(log)) context.onDependencyCheck('kafka', () => watch.check().ok);

    const ledger = await openLedger(context, database);
    const migrate = async () => {
      await migrateLedger(database);
      await migrateEventLog(database);
    };
    await migrateWhenAvailable(migrate, { database, logger, signal: context.stopSignal });

    await checkLog(log, { database, logger });

    const jobs = startJobs({
      database,
      jobs: [
        ...ledgerJobs(ledger, database, settings.OUTBOX_RETENTION_HOURS),
        ...(isKafka(log) ? [] : eventLogJobs(database, settings.EVENT_LOG_RETENTION_DAYS)),
      ],
      logger,
      metrics,
    });
    context.onStop('jobs', () => jobs.stop());
    context.onReadinessCheck('jobs', async () => ({ ...jobs.check(), required: false }));

    const publisher = await createPublisher({ ...client, metrics });
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

    // The log may still be starting. The relay keeps its events until the topics exist.
    const boot = new AbortController();
    const topicsCreated = ensureTopics({ ...client, topics, signal: boot.signal });
    context.onStop('topics', () => {
      boot.abort();
      return topicsCreated;
    });
  },
});

/** Its server is for operators alone: beside another service that shows them everything there is none. */
async function serveHealth(context: ServiceContext<Static<typeof config>>): Promise<void> {
  if (!context.servesOperators) return;
  const server = await createHttpServer({ service: 'worker', context, handlers: {} });
  await listen(server, context.config, context);
}
