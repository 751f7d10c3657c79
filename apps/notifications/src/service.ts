import { migrateWhenAvailable, openConsumerDatabase, startPurge, unavailableCode } from '@florin/database';
import {
  apiAuthenticationOf,
  createHttpServer,
  databaseAway,
  listen,
  secretsOf,
  warnOfInternalToken,
} from '@florin/http';
import { checkLog, checkNameOf, eventLogOf, isKafka, migrateEventLog, runConsumer } from '@florin/messaging';
import { defineService } from '@florin/service';
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

/** Consumes events and sends webhooks and mails. */
export const notificationsService = defineService({
  name: 'notifications',
  config,
  async start(context) {
    const { logger, metrics } = context;
    const settings = context.config;
    const authenticate = apiAuthenticationOf('notifications', settings);
    const cursorSecrets = secretsOf('CURSOR_KEYS', settings);
    warnOfInternalToken(settings, logger);
    const log = eventLogOf(settings);
    const { database, requests } = await openConsumerDatabase(context);
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
    await listen(server, settings, context);
    const prepare = async () => {
      await migrateNotifications(database);
      await migrateEventLog(database);
      if (settings.WEBHOOK_VERIFICATION === 'off') await database.unitOfWork(acceptUnverified);
    };
    await migrateWhenAvailable(prepare, { database, logger, signal: context.stopSignal });
    await checkLog(log, { database, logger });

    const channels = startChannels(context, database);
    await webhooks.start();

    const consumer = await runConsumer({
      ...log,
      groupId: settings.KAFKA_GROUP_ID,
      topics: offeredTopics,
      database,
      schema: 'notifications',
      handle: (events, unit) => handleEvents(unit, events, channels),
      logger,
      metrics,
    });
    context.onStop('consumer', () => consumer.stop());
    context.onReadinessCheck(checkNameOf(log), async () => ({ ...consumer.check(), required: false }));
    if (isKafka(log)) context.onDependencyCheck('kafka', () => consumer.isLogUp());

    const steps = purgeSteps(settings.NOTIFICATIONS_RETENTION_DAYS);
    const purge = startPurge({ database, steps, logger });
    context.onStop('purge', () => purge.stop());
  },
});
