import { newId } from '@florin/database';
import { accountsLifecycle, encodeEvent, type EncodedEvent } from '@florin/events';
import type { FailpointName } from '@florin/service';
import {
  askInternally,
  createTestDatabase,
  encodeSample,
  eventually,
  sampleTransaction,
  startApp,
  type StartedApp,
} from '@florin/testing';
import { randomUUID } from 'node:crypto';
import { startMailServer, type ReceivedMail } from './mail-server.ts';
import { startReceiver, type ReceivedWebhook } from './webhook-receiver.ts';

/** What was sent about the events of one account: all of them by webhook, all but the first by mail. */
export type Sent = {
  eventIds: string[];
  webhooks: ReceivedWebhook[];
  mails: ReceivedMail[];
  /** The deliveries of the webhooks, as GET /webhook-deliveries lists them. */
  deliveries: { id: string; event_id: string; status: string }[];
  notifications: { event_id: string; status: string; channel: string }[];
};

const withinLimit = { withinMs: 90_000, everyMs: 200 };
const eventCount = 20;

/**
 * Starts an app that kills itself at the failpoint `line` while it sends, and another one that continues until all
 * webhooks are reported: what a stopped app has not published yet stays in its database, which is dropped at the end.
 */
export async function sendThroughDeath(options: {
  broker: string;
  publish: (events: readonly EncodedEvent[]) => Promise<void>;
  line: FailpointName;
  isReported: (deliveryId: string) => boolean;
}): Promise<Sent> {
  const closers: (() => Promise<unknown>)[] = [];
  try {
    return await send(options, closers);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function send(
  { broker, publish, line, isReported }: Parameters<typeof sendThroughDeath>[0],
  closers: (() => Promise<unknown>)[],
): Promise<Sent> {
  const [receiver, mails] = await Promise.all([startReceiver(), startMailServer()]);
  closers.push(receiver.close, mails.close);
  const { url, drop } = await createTestDatabase('empty', async () => undefined);
  closers.push(drop);
  const env = {
    DATABASE_URL: url,
    KAFKA_BROKERS: broker,
    KAFKA_GROUP_ID: `notifications-${randomUUID()}`,
    WEBHOOK_RETRY_SECONDS: '1,1,1,1,1,1,1,1',
    WEBHOOK_TIMEOUT_MS: '5000',
    SMTP_URL: mails.url,
  };
  const account = { tenantId: newId('tenant'), accountId: newId('acct') };
  const doomed = await startApp('notifications', {
    ...env,
    FLORIN_FAILPOINTS: `${line}=kill:${meetingOf(line)}`,
  });
  closers.push(doomed.stop);
  await subscribeToAll(doomed, account, receiver.url, () => publish([opened(account)]));
  const credits = Array.from({ length: eventCount }, () => sampleTransaction(account));
  await publish(credits.map(encodeSample));
  await eventually(() => doomed.hasEnded(), withinLimit);
  const { signal } = await doomed.end();
  if (signal !== 'SIGKILL') throw new Error(`the app did not kill itself but ended by ${signal}`);

  const next = await startApp('notifications', env);
  closers.push(next.stop);
  const lists = () =>
    Promise.all([
      listOf<Sent['deliveries'][number]>(next, account, 'webhook-deliveries'),
      listOf<Sent['notifications'][number]>(next, account, 'notifications'),
    ]);
  const [deliveries, notifications] = await eventually(async () => {
    const [webhooks, reported] = await lists();
    const all = [...webhooks, ...reported];
    const isAll = webhooks.length === eventCount + 1 && reported.length === eventCount;
    return isAll && all.every(({ status }) => status === 'delivered') && ([webhooks, reported] as const);
  }, withinLimit);
  await eventually(() => deliveries.every(({ id }) => isReported(id)), withinLimit);
  const eventIds = [`${account.accountId}:opened`, ...credits.map(({ id }) => id)];
  const sent = { webhooks: [...receiver.received], mails: [...mails.received] };
  return { eventIds, ...sent, deliveries, notifications };
}

/**
 * How often the failpoint is reached before it kills: late enough that the webhook about the opened account is through.
 * Attempts that end together are settled together, so the failpoints of settling are reached less often.
 */
const meetingOf = (line: FailpointName) => (/^relay|settling/.test(line) ? 2 : 5);

type Account = { tenantId: string; accountId: string };

/** Registers an endpoint for all events of the tenant, and the account holder's mail address. */
async function subscribeToAll(
  app: StartedApp,
  { tenantId, accountId }: Account,
  url: string,
  open: () => Promise<void>,
): Promise<void> {
  const reading = ['transactions:read', 'accounts:read', 'fraud:read'];
  const caller = {
    tenantId,
    scopes: ['webhooks:write', 'notifications:read', 'notifications:write', ...reading],
  };
  const made = await askInternally(`${app.url}/webhook-endpoints`, caller, { method: 'POST', body: { url } });
  if (made.status !== 200) throw new Error(made.text);
  await open();
  const preferences = `${app.url}/accounts/${accountId}/notification-preferences`;
  const sent = { method: 'PUT', body: { email: 'ada@example.com' } };
  await eventually(async () => (await askInternally(preferences, caller, sent)).status === 200, withinLimit);
}

async function listOf<Entry>(app: StartedApp, { tenantId }: Account, path: string): Promise<Entry[]> {
  const caller = { tenantId, scopes: ['webhooks:read', 'notifications:read'] };
  const { text } = await askInternally(`${app.url}/${path}?limit=100`, caller);
  return (JSON.parse(text) as { data: Entry[] }).data;
}

function opened({ tenantId, accountId }: Account): EncodedEvent {
  const time = new Date().toISOString();
  return encodeEvent(accountsLifecycle, {
    id: `${accountId}:opened`,
    tenantId,
    accountId,
    time,
    data: {
      account_id: accountId,
      tenant_id: tenantId,
      change: 'opened',
      status: 'open',
      currency: 'USD',
      overdraft_limit: 0,
      external_id: null,
      name: null,
      account_version: 0,
      occurred_at: time,
    },
  });
}
