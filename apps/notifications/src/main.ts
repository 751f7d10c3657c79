import { connect, isUnavailable } from '@florin/database';
import { createDoor, internalAuthentication, Problem } from '@florin/http';
import { runConsumer } from '@florin/messaging';
import { runService } from '@florin/service';
import type { Channel } from './channel.ts';
import { config } from './config.ts';
import { startDelivery } from './delivery.ts';
import { createLogChannel } from './log-channel.ts';
import { migrateNotifications } from './migrate.ts';
import { notificationOf } from './notification.ts';
import { recordNotifications } from './notification-store.ts';
import { notificationsHandler } from './notifications-handler.ts';
import { createWebhookChannel } from './webhook-channel.ts';
import { offeredTopics } from './webhooks/event-types.ts';
import { recordDeliveries } from './webhooks/fan-out.ts';
import { startWebhooks } from './webhooks/start-webhooks.ts';

/** What an attempt may take beyond its own time until it is written down; after that it is made again. */
const settleWithinMs = 10_000;
const pollMs = 250;
const stopWithinMs = 5_000;

await runService({
  name: 'notifications',
  config,
  async start(context) {
    const { logger, metrics } = context;
    const settings = context.config;
    const database = await connect({ url: settings.DATABASE_URL, applicationName: 'notifications' });
    context.onStop('database', () => database.close());
    context.onReadinessCheck('database', async () => {
      await database.ping();
      return { ok: true, required: true };
    });
    await migrateNotifications(database);

    const channel: Channel =
      settings.WEBHOOK_URL === undefined
        ? createLogChannel(logger)
        : createWebhookChannel({
            url: settings.WEBHOOK_URL,
            secret: settings.WEBHOOK_SECRET,
            timeoutMs: settings.WEBHOOK_TIMEOUT_MS,
          });
    const delivery = startDelivery({
      database,
      channel,
      retrySeconds: settings.WEBHOOK_RETRY_SECONDS,
      leaseMs: settings.WEBHOOK_TIMEOUT_MS + settleWithinMs,
      pollMs,
      stopWithinMs,
      logger,
      metrics,
    });
    context.onStop('delivery', () => delivery.stop());

    const webhookHandlers = await startWebhooks(context, database);

    const consumer = await runConsumer({
      brokers: settings.KAFKA_BROKERS,
      groupId: settings.KAFKA_GROUP_ID,
      topics: offeredTopics,
      database,
      schema: 'notifications',
      handle: async (events, em) => {
        const notifications = events.map(notificationOf).filter((each) => each !== undefined);
        await recordNotifications(em, notifications, channel.name);
        await recordDeliveries(em, events);
      },
      logger,
      metrics,
    });
    context.onStop('consumer', () => consumer.stop());
    context.onReadinessCheck('kafka', async () => ({ ...consumer.check(), required: false }));

    const door = await createDoor({
      service: 'notifications',
      context,
      authenticate: internalAuthentication(settings.INTERNAL_TOKEN),
      onError: (error) => (isUnavailable(error) ? new Problem('service_unavailable') : undefined),
      handlers: {
        listNotifications: notificationsHandler(database, settings.INTERNAL_TOKEN),
        ...webhookHandlers,
      },
    });
    await door.listen({ host: settings.HOST, port: settings.PORT });
  },
});
