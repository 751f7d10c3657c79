import type { Database } from '@florin/database';
import type { ServiceContext } from '@florin/service';
import type { Static } from 'typebox';
import type { Channel, ChannelName } from './channel.ts';
import type { config } from './config.ts';
import { startDelivery } from './delivery.ts';
import { createNotificationLog, startLogDelivery } from './log-delivery.ts';
import { createMailChannel } from './mail/mail-channel.ts';
import type { Channels } from './handle-events.ts';
import { createWebhookChannel } from './webhook-channel.ts';

type Context = ServiceContext<Static<typeof config>>;

/** How long an attempt may take to be recorded after its time limit, before it is repeated. */
const settleWithinMs = 10_000;
const pollMs = 250;
const stopWithinMs = 5_000;

/** Starts delivery by the channels that are configured, mails independently of the others; returns these channels. */
export function startChannels(context: Context, database: Database): Channels {
  const { SMTP_URL, SMTP_FROM: from, WEBHOOK_URL, WEBHOOK_SECRET: secret } = context.config;
  const { WEBHOOK_TIMEOUT_MS: timeoutMs, MAILS_PER_ADDRESS_PER_HOUR: perAddressPerHour } = context.config;
  const mails = SMTP_URL !== undefined;
  if (mails) {
    const mail = createMailChannel({ url: SMTP_URL, from, timeoutMs, perAddressPerHour });
    context.onStop('mail server', () => mail.close());
    start(mail, ['email'], context, database);
  }
  // Mails that were pending when mail was switched off go to the default channel.
  const others: ChannelName[] = mails ? ['log', 'webhook'] : ['log', 'webhook', 'email'];
  if (WEBHOOK_URL !== undefined) {
    start(createWebhookChannel({ url: WEBHOOK_URL, secret, timeoutMs }), others, context, database);
    return { default: 'webhook', mails };
  }
  const { logger, metrics } = context;
  const { log, flush } = createNotificationLog({ logger, metrics });
  context.onStop('notification log', flush);
  const delivery = startLogDelivery({ database, from: others, log, stopWithinMs, logger });
  context.onStop('delivery by log', () => delivery.stop());
  return { default: 'log', mails, log };
}

function start(channel: Channel, from: readonly ChannelName[], context: Context, database: Database): void {
  const { logger, metrics, config: settings } = context;
  const delivery = startDelivery({
    database,
    channel,
    from,
    retrySeconds: settings.WEBHOOK_RETRY_SECONDS,
    leaseMs: settings.WEBHOOK_TIMEOUT_MS + settleWithinMs,
    pollMs,
    stopWithinMs,
    logger,
    metrics,
  });
  context.onStop(`delivery by ${channel.name}`, () => delivery.stop());
}
