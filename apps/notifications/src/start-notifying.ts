import type { Database } from '@florin/database';
import type { ServiceContext } from '@florin/service';
import type { Static } from 'typebox';
import type { Channel, Way } from './channel.ts';
import type { config } from './config.ts';
import { startDelivery } from './delivery.ts';
import { createLogTeller, startLogDelivery } from './log-delivery.ts';
import { createMailChannel } from './mail/mail-channel.ts';
import type { Channels } from './handle-events.ts';
import { createWebhookChannel } from './webhook-channel.ts';

type Context = ServiceContext<Static<typeof config>>;

/** What an attempt may take beyond its own time until it is written down; after that it is made again. */
const settleWithinMs = 10_000;
const pollMs = 250;
const stopWithinMs = 5_000;

/** Tells account holders what is due, mails apart from the rest, and answers with the ways there are. */
export function startNotifying(context: Context, database: Database): Channels {
  const { SMTP_URL, SMTP_FROM: from, WEBHOOK_URL, WEBHOOK_SECRET: secret } = context.config;
  const { WEBHOOK_TIMEOUT_MS: timeoutMs } = context.config;
  const mails = SMTP_URL !== undefined;
  if (mails) {
    const mail = createMailChannel({ url: SMTP_URL, from, timeoutMs });
    context.onStop('mail server', () => mail.close());
    start(mail, ['email'], context, database);
  }
  // Mails that were still to be sent when mails were switched off go the usual way.
  const others: Way[] = mails ? ['log', 'webhook'] : ['log', 'webhook', 'email'];
  if (WEBHOOK_URL !== undefined) {
    start(createWebhookChannel({ url: WEBHOOK_URL, secret, timeoutMs }), others, context, database);
    return { usual: 'webhook', mails };
  }
  const { logger, metrics } = context;
  const teller = createLogTeller({ logger, metrics });
  context.onStop('what was told by the log', () => teller.write());
  const { tell } = teller;
  const log = startLogDelivery({ database, from: others, tell, stopWithinMs, logger });
  context.onStop('delivery by log', () => log.stop());
  return { usual: 'log', mails, tell };
}

function start(channel: Channel, from: readonly Way[], context: Context, database: Database): void {
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
