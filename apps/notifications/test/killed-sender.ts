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

/** What has come of one account's events where they were to be sent by webhook and, but for the first, by mail. */
export type Sent = {
  eventIds: string[];
  webhooks: ReceivedWebhook[];
  mails: ReceivedMail[];
  /** Of the webhooks, as the server lists them. */
  deliveries: { id: string; event_id: string; status: string }[];
  notifications: { event_id: string; status: string; channel: string }[];
};

const patience = { withinMs: 90_000, everyMs: 200 };
const eventCount = 20;

/** An app that sends until it kills itself at `line`, and another that goes on where it was. */
export async function sendThroughDeath(options: {
  broker: string;
  publish: (events: readonly EncodedEvent[]) => Promise<void>;
  line: FailpointName;
}): Promise<Sent> {
  const closers: (() => Promise<unknown>)[] = [];
  try {
    return await send(options, closers);
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function send(
  { broker, publish, line }: Parameters<typeof sendThroughDeath>[0],
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
    WEBHOOK_RETRY_SECONDS: '1,1,1,1,1',
    WEBHOOK_TIMEOUT_MS: '1000',
    SMTP_URL: mails.url,
  };
  const account = { tenantId: newId('tenant'), accountId: newId('acct') };
  const doomed = await startApp('notifications', {
    ...env,
    FLORIN_FAILPOINTS: `${line}=kill:${meetingOf(line)}`,
  });
  closers.push(doomed.stop);
  await wantAll(doomed, account, receiver.url, () => publish([opened(account)]));
  const credits = Array.from({ length: eventCount }, () => sampleTransaction(account));
  await publish(credits.map(encodeSample));
  await eventually(() => doomed.hasEnded(), patience);
  const { signal } = await doomed.end();
  if (signal !== 'SIGKILL') throw new Error(`It ended otherwise than by its own hand: ${signal}`);

  const next = await startApp('notifications', env);
  closers.push(next.stop);
  const lists = () =>
    Promise.all([listOf(next, account, 'webhook-deliveries'), listOf(next, account, 'notifications')]);
  const [deliveries, notifications] = await eventually(async () => {
    const [webhooks, reported] = await lists();
    const all = [...webhooks, ...reported];
    const isAll = webhooks.length === eventCount + 1 && reported.length === eventCount;
    return isAll && all.every(({ status }) => status === 'delivered') && ([webhooks, reported] as const);
  }, patience);
  const eventIds = [`${account.accountId}:opened`, ...credits.map(({ id }) => id)];
  const sent = { webhooks: [...receiver.received], mails: [...mails.received] };
  return { eventIds, ...sent, deliveries, notifications } as unknown as Sent;
}

/**
 * Later than what the account's opening brings: one webhook, of which the relay tells in one round. What ends together
 * is settled together, so there are fewer settlings than webhooks.
 */
const meetingOf = (line: FailpointName) => (/^relay|settling/.test(line) ? 2 : 5);

type Account = { tenantId: string; accountId: string };

/** The account's holder gets mails, and somebody every event of the tenant. */
async function wantAll(
  app: StartedApp,
  { tenantId, accountId }: Account,
  url: string,
  open: () => Promise<void>,
): Promise<void> {
  const caller = { tenantId, scopes: ['webhooks:write', 'notifications:write'] };
  const made = await askInternally(`${app.url}/webhook-endpoints`, caller, { method: 'POST', body: { url } });
  if (made.status !== 200) throw new Error(made.text);
  await open();
  const preferences = `${app.url}/accounts/${accountId}/notification-preferences`;
  const sent = { method: 'PUT', body: { email: 'ada@example.com' } };
  await eventually(async () => (await askInternally(preferences, caller, sent)).status === 200, patience);
}

async function listOf(app: StartedApp, { tenantId }: Account, path: string): Promise<{ status: string }[]> {
  const caller = { tenantId, scopes: ['webhooks:read', 'notifications:read'] };
  const { text } = await askInternally(`${app.url}/${path}?limit=100`, caller);
  return (JSON.parse(text) as { data: { status: string }[] }).data;
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
