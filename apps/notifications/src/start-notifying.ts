import type { Database } from '@florin/database';
import type { ServiceContext } from '@florin/service';
import type { Static } from 'typebox';
import type { Channel } from './channel.ts';
import type { config } from './config.ts';
import { startDelivery } from './delivery.ts';
import { createLogChannel } from './log-channel.ts';
import { createMailChannel } from './mail/mail-channel.ts';
import type { Ways } from './take-in.ts';
import { createWebhookChannel } from './webhook-channel.ts';

type Context = ServiceContext<Static<typeof config>>;

/** What an attempt may take beyond its own time until it is written down; after that it is made again. */
const settleWithinMs = 10_000;
const pollMs = 250;
const stopWithinMs = 5_000;

/** Tells account holders what is due, mails apart from the rest, and answers with the ways there are. */
export function startNotifying(context: Context, database: Database): Ways {
  const { SMTP_URL: url, SMTP_FROM: from, WEBHOOK_TIMEOUT_MS: timeoutMs } = context.config;
  const usual = usualChannel(context);
  const mails = url !== undefined;
  if (mails) {
    const mail = createMailChannel({ url, from, timeoutMs });
    context.onStop('mail server', () => mail.close());
    start(mail, ['email'], context, database);
  }
  // Mails that were still to be sent when mails were switched off go the usual way.
  start(usual, mails ? ['log', 'webhook'] : ['log', 'webhook', 'email'], context, database);
  return { usual: usual.name, mails };
}

function usualChannel({ logger, config: settings }: Context): Channel {
  if (settings.WEBHOOK_URL === undefined) return createLogChannel(logger);
  return createWebhookChannel({
    url: settings.WEBHOOK_URL,
    secret: settings.WEBHOOK_SECRET,
    timeoutMs: settings.WEBHOOK_TIMEOUT_MS,
  });
}

function start(
  channel: Channel,
  from: readonly Channel['name'][],
  context: Context,
  database: Database,
): void {
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
