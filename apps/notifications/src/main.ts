import {
  connect,
  connectForRequests,
  migrateWhenAvailable,
  observeDatabase,
  observePool,
  startPurge,
  unavailableCode,
} from '@florin/database';
import {
  apiAuthenticationOf,
  createHttpServer,
  databaseAway,
  listen,
  secretsOf,
  warnOfInternalToken,
} from '@florin/http';
import { checkBrokers, kafkaOf, runConsumer } from '@florin/messaging';
import { runService } from '@florin/service';
import { auditLogHandler } from './audit-log-handler.ts';
import { config } from './config.ts';
import { migrateNotifications } from './migrate.ts';
import { notificationsHandler } from './notifications-handler.ts';
import { createPreferenceHandlers } from './preferences/preference-handlers.ts';
import { purgeSteps } from './purge-steps.ts';
import { startChannels } from './start-channels.ts';
import { handleEvents } from './handle-events.ts';
import { offeredTopics } from './webhooks/event-types.ts';
import { createWebhooks } from './webhooks/create-webhooks.ts';
import { acceptUnverified } from './webhooks/verification-store.ts';

await runService({
  name: 'notifications',
  config,
  async start(context) {
    const { logger, metrics } = context;
    const settings = context.config;
    const authenticate = apiAuthenticationOf('notifications', settings);
    const cursorSecrets = secretsOf('CURSOR_KEYS', settings);
    warnOfInternalToken(settings, logger);
    const kafka = kafkaOf(settings);
    const database = await connect({
      url: settings.DATABASE_URL,
      ownerUrl: settings.DATABASE_OWNER_URL,
      // Its background work is about all tenants; requests have connections of their own.
      allTenants: true,
      applicationName: 'notifications',
    });
    observeDatabase(context, database);
    const requests = await connectForRequests({
      url: settings.DATABASE_URL,
      applicationName: 'notifications requests',
    });
    context.onStop('database of requests', () => requests.close());
    observePool(context.metrics, 'requests', requests);
    const webhooks = createWebhooks(context, { database, requests, cursorSecrets });
    const server = await createHttpServer({
      service: 'notifications',
      context,
      authenticate,
      onError: (error) => databaseAway(unavailableCode(error), error),
      handlers: {
        listNotifications: notificationsHandler(requests, cursorSecrets),
        ...createPreferenceHandlers(requests),
        ...webhooks.handlers,
        ...auditLogHandler(requests),
      },
    });
    await listen(server, settings);
    const prepare = async () => {
      await migrateNotifications(database);
      if (settings.WEBHOOK_VERIFICATION === 'off') await database.unitOfWork(acceptUnverified);
    };
    await migrateWhenAvailable(prepare, { database, logger, signal: context.stopSignal });
    await checkBrokers(kafka, logger);

    const channels = startChannels(context, database);
    await webhooks.start();

    const consumer = await runConsumer({
      ...kafka,
      groupId: settings.KAFKA_GROUP_ID,
      topics: offeredTopics,
      database,
      schema: 'notifications',
      handle: (events, unit) => handleEvents(unit, events, channels),
      logger,
      metrics,
    });
    context.onStop('consumer', () => consumer.stop());
    context.onReadinessCheck('kafka', async () => ({ ...consumer.check(), required: false }));
    context.onDependencyCheck('kafka', () => consumer.isKafkaUp());

    const steps = purgeSteps(settings.NOTIFICATIONS_RETENTION_DAYS);
    const purge = startPurge({ database, steps, logger });
    context.onStop('purge', () => purge.stop());
  },
});
