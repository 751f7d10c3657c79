import {
  connect,
  connectForRequests,
  migrateWhenAvailable,
  observeDatabase,
  observePool,
  observeReplicas,
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
import { checkBrokers, kafkaOf, runConsumer } from '@florin/messaging';
import { runService, type ServiceContext } from '@florin/service';
import type { Static } from 'typebox';
import { config } from './config.ts';
import { analyticsSchema, migrateAnalytics } from './migrate.ts';
import { analyticsHandlers } from './queries/handlers.ts';
import { rolledUpTopics, handleEvents } from './rollups/handle-events.ts';

await runService({
  name: 'analytics',
  config,
  async start(context) {
    const { logger, metrics } = context;
    const settings = context.config;
    const authenticate = apiAuthenticationOf('analytics', settings);
    warnOfInternalToken(settings, logger);
    const kafka = kafkaOf(settings);
    const database = await connect({
      url: settings.DATABASE_URL,
      ownerUrl: settings.DATABASE_OWNER_URL,
      // Its background work is about all tenants; requests have connections of their own.
      allTenants: true,
      applicationName: 'analytics',
    });
    observeDatabase(context, database);
    const requests = await connectForRequests({
      url: settings.DATABASE_URL,
      applicationName: 'analytics requests',
    });
    context.onStop('database of requests', () => requests.close());
    observePool(context.metrics, 'requests', requests);

    const server = await createHttpServer({
      service: 'analytics',
      context,
      authenticate,
      onError: (error) => databaseAway(unavailableCode(error), error),
      handlers: analyticsHandlers(new ReplicaReads(requests, await openReplicas(context), requestLimits)),
    });
    await listen(server, settings);
    await migrateWhenAvailable(() => migrateAnalytics(database), {
      database,
      logger,
      signal: context.stopSignal,
    });
    await checkBrokers(kafka, logger);

    const consumer = await runConsumer({
      ...kafka,
      groupId: settings.KAFKA_GROUP_ID,
      topics: rolledUpTopics,
      database,
      schema: analyticsSchema,
      handle: (events, unit) => handleEvents(events, unit, analyticsSchema),
      logger,
      metrics,
    });
    context.onStop('consumer', () => consumer.stop());
    context.onReadinessCheck('kafka', async () => ({ ...consumer.check(), required: false }));
    context.onDependencyCheck('kafka', () => consumer.isKafkaUp());
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
