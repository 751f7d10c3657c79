import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect, idToUuid, newId, runParameterized, type Database } from '@florin/database';
import { encodeEvent, fraudAlerts } from '@florin/events';
import { createPublisher, type Publisher } from '@florin/messaging';
import { verifyWebhook } from '@florin/sdk';
import { createLogger, createMetrics } from '@florin/service';
import {
  askInternally,
  createTestDatabase,
  encodeSample,
  eventually,
  sampleTransaction,
  startApp,
  startKafka,
  type PrivateKafka,
  type StartedApp,
  type TestDatabase,
} from '@florin/testing';
import { startReceiver, type WebhookReceiver } from '../webhook-receiver.ts';

type Notification = {
  id: string;
  account_id: string;
  kind: string;
  title: string;
  event_id: string;
  status: string;
  channel: string;
  attempts: number;
  created_at: string;
};
type Page = { data: Notification[]; has_more: boolean; next_cursor: string | null };

const tenantId = newId('tenant');
const groupId = `notifications-${Math.random().toString(36).slice(2)}`;
const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
let kafka: PrivateKafka;
let empty: TestDatabase;
let database: Database;
let publisher: Publisher;
let receiver: WebhookReceiver;
let app: StartedApp;

beforeAll(async () => {
  // A broker of its own, so that there are no events of other tests, and an empty database, which the app migrates.
  [kafka, empty] = await Promise.all([startKafka(), createTestDatabase('empty', async () => undefined)]);
  database = await connect({ url: empty.url, applicationName: 'test', connectTimeoutMs: 20_000 });
  receiver = await startReceiver();
  // The receiver never answers.
  receiver.behave(() => undefined);
  const logger = createLogger({ service: 'test', level: 'silent' });
  publisher = await createPublisher({
    brokers: [kafka.broker],
    clientId: 'test',
    logger,
    metrics: createMetrics('test'),
  });
  app = await startApp('notifications', {
    DATABASE_URL: empty.url,
    KAFKA_BROKERS: kafka.broker,
    KAFKA_GROUP_ID: groupId,
    WEBHOOK_URL: receiver.url,
    WEBHOOK_SECRET: secret,
    WEBHOOK_RETRY_SECONDS: '1,1,1,1,1,1,1,1,1,1',
    WEBHOOK_TIMEOUT_MS: '1000',
  });
});

afterAll(async () => {
  await app?.stop();
  await publisher?.close();
  await receiver?.close();
  await database?.close();
  await empty?.drop();
  await kafka?.stop();
});

async function ask(query: Record<string, string> = {}, caller = tenantId) {
  const url = `${app.url}/notifications?${new URLSearchParams(query)}`;
  const { status, text } = await askInternally(url, { tenantId: caller, scopes: ['notifications:read'] });
  return { status, page: JSON.parse(text) as Page, text };
}

async function everyPage(query: Record<string, string> = {}): Promise<Notification[]> {
  const notifications: Notification[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { page } = await ask({ limit: '100', ...query, ...(cursor ? { cursor } : {}) });
    notifications.push(...page.data);
    cursor = page.next_cursor;
  }
  return notifications;
}

async function stored(): Promise<number> {
  const sql = `select count(*)::int as n from notifications.notifications where tenant_id = $1`;
  const rows = await database.read((unit) =>
    runParameterized<{ n: number }>(unit, sql, [idToUuid(tenantId)]),
  );
  return rows[0]!.n;
}

const begin = Date.now() - 3_600_000;
const events = Array.from({ length: 2_000 }, (_, index) =>
  sampleTransaction({
    tenantId,
    type: index % 2 === 0 ? 'credit' : 'debit',
    failed: index % 10 === 9,
    createdAt: new Date(begin + index * 100).toISOString(),
  }),
);

describe('notifications', () => {
  test('are stored once each while the target hangs', async () => {
    await publisher.publish(events.map(encodeSample));
    await eventually(async () => (await stored()) === events.length);
    expect((await everyPage()).map(({ event_id }) => event_id).sort()).toEqual(
      events.map(({ id }) => id).sort(),
    );
  });

  test('are listed page by page, newest first, by account, kind and status', async () => {
    const all = await everyPage();
    const times = all.map(({ created_at }) => created_at);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(await everyPage({ limit: '77' })).toHaveLength(events.length);
    const failed = await everyPage({ kind: 'transaction_failed' });
    expect(failed).toHaveLength(events.length / 10);
    expect(new Set(failed.map(({ kind }) => kind))).toEqual(new Set(['transaction_failed']));
    const { page } = await ask({ account_id: events[0]!.accountId });
    expect(page).toMatchObject({ data: [{ event_id: events[0]!.id, channel: 'webhook' }], has_more: false });
    expect((await ask({ status: 'failed' })).page.data).toEqual([]);
    expect((await ask({ account_id: events[0]!.accountId }, newId('tenant'))).page.data).toEqual([]);
  });

  test('are not listed with a cursor of another request', async () => {
    const cursor = (await ask({ limit: '1' })).page.next_cursor!;
    for (const { status, text } of [
      await ask({ cursor, kind: 'fraud_alert' }),
      await ask({ cursor }, newId('tenant')),
      await ask({ cursor: `${cursor}A` }),
    ]) {
      expect([status, JSON.parse(text).code]).toEqual([400, 'invalid_cursor']);
    }
  });

  test('arrive, each under one id and signed, when the target answers again', async () => {
    receiver.behave((response) => response.writeHead(204).end());
    await eventually(async () => (await ask({ status: 'pending' })).page.data.length === 0);
    const delivered = await everyPage({ status: 'delivered' });
    expect(delivered).toHaveLength(events.length);
    const ids = new Set(receiver.received.map(({ id }) => id));
    for (const { id } of delivered) expect(ids.has(id)).toBe(true);
    const { payload, headers } = receiver.received.at(-1)!;
    expect(await verifyWebhook({ payload, headers, secret })).toHaveProperty('data.notification_id');
  });

  test('are sent about fraud alerts too', async () => {
    const [alertId, accountId] = [newId('alrt'), newId('acct')];
    const time = new Date().toISOString();
    const data = {
      alert_id: alertId,
      tenant_id: tenantId,
      account_id: accountId,
      rule: 'velocity',
      severity: 'medium',
      reason: 'more than 10 movements within 60 s',
      evidence: [newId('txn')],
      raised_at: time,
    };
    await publisher.publish([
      encodeEvent(fraudAlerts, { id: `${alertId}:raised`, tenantId, accountId, time, data }),
    ]);
    const { page } = await eventually(async () => {
      const answer = await ask({ account_id: accountId, status: 'delivered' });
      return answer.page.data.length === 1 && answer;
    });
    expect(page.data[0]).toMatchObject({ kind: 'fraud_alert', title: 'Unusual activity on your account' });
  });

  test('and their secret do not appear in the log', async () => {
    const logs = app.logs();
    for (const word of [secret, 'You received', receiver.url]) expect(logs).not.toContain(word);
  });

  test('go to the log if no webhook is configured, and the app stops cleanly', async () => {
    expect(await app.end()).toEqual({ code: 0, signal: null });
    const plain = await startApp('notifications', {
      DATABASE_URL: empty.url,
      KAFKA_BROKERS: kafka.broker,
      KAFKA_GROUP_ID: groupId,
    });
    try {
      const events = Array.from({ length: 30 }, () => sampleTransaction({ tenantId }));
      await publisher.publish(events.map(encodeSample));
      const lines = () =>
        plain
          .logs()
          .split('\n')
          .filter((each) => each.includes('"msg":"notifications"'))
          .map((each) => (JSON.parse(each) as { transaction_completed: number }).transaction_completed);
      const reported = () => lines().reduce((sum, count) => sum + count, 0);
      await eventually(() => reported() === 30);
      expect(lines().length).toBeLessThanOrEqual(3);
      for (const { id, accountId } of events) {
        expect(plain.logs()).not.toContain(id);
        expect(plain.logs()).not.toContain(accountId);
      }
    } finally {
      await plain.stop();
    }
  });
});
