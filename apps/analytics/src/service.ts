import {
  migrateWhenAvailable,
  observeReplicas,
  openConsumerDatabase,
  ReplicaReads,
  Replicas,
  requestLimits,
  unavailableCode,
} from '@florin/database';
import {
  apiAuthenticationOf,
  createHttpServer,
  databaseAway,
  listen,
  warnOfInternalToken,
} from '@florin/http';
import { checkLog, checkNameOf, eventLogOf, isKafka, migrateEventLog, runConsumer } from '@florin/messaging';
import { defineService, type ServiceContext } from '@florin/service';
import type { Static } from 'typebox';
import { config } from './config.ts';
import { analyticsSchema, migrateAnalytics } from './migrate.ts';
import { analyticsHandlers } from './queries/handlers.ts';
import { rolledUpTopics, handleEvents } from './rollups/handle-events.ts';

/** Consumes events and keeps totals of them. */
export const analyticsService = defineService({
  name: 'analytics',
  config,
  async start(context) {
    const { logger, metrics } = context;
    const settings = context.config;
    const authenticate = apiAuthenticationOf('analytics', settings);
    warnOfInternalToken(settings, logger);
    const log = eventLogOf(settings);
    const { database, requests } = await openConsumerDatabase(context);

    const server = await createHttpServer({
      service: 'analytics',
      context,
      authenticate,
      onError: (error) => databaseAway(unavailableCode(error), error),
      handlers: analyticsHandlers(new ReplicaReads(requests, await openReplicas(context), requestLimits)),
    });
    await listen(server, settings, context);
    const migrate = async () => {
      await migrateAnalytics(database);
      await migrateEventLog(database);
    };
    await migrateWhenAvailable(migrate, { database, logger, signal: context.stopSignal });
    await checkLog(log, { database, logger });

    const consumer = await runConsumer({
      ...log,
      groupId: settings.KAFKA_GROUP_ID,
      topics: rolledUpTopics,
      database,
      schema: analyticsSchema,
      handle: (events, unit) => handleEvents(events, unit, analyticsSchema),
      logger,
      metrics,
    });
    context.onStop('consumer', () => consumer.stop());
    context.onReadinessCheck(checkNameOf(log), async () => ({ ...consumer.check(), required: false }));
    if (isKafka(log)) context.onDependencyCheck('kafka', () => consumer.isLogUp());
  },
});

async function openReplicas(context: ServiceContext<Static<typeof config>>): Promise<Replicas | undefined> {
  const {
    DATABASE_URL: primaryUrl,
    DATABASE_REPLICA_URLS: urls,
    REPLICA_MAX_LAG_MS: lagMsMax,
  } = context.config;
  if (urls.length === 0) return undefined;
  const replicas = await Replicas.open({
    ...{ urls, primaryUrl, lagMsMax, applicationName: 'analytics requests' },
    poolSize: requestLimits.atOnceMax,
    statementTimeoutMs: requestLimits.answerWithinMs,
  });
  observeReplicas(context, replicas);
  return replicas;
}
