import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@florin/database';
import { fraudAlerts, type FraudAlerts } from '@florin/events';
import { createPublisher, type Publisher } from '@florin/messaging';
import { createLogger, createMetrics } from '@florin/service';
import {
  askInternally,
  collectEvents,
  createTestDatabase,
  encodeSample,
  eventually,
  isInGroup,
  sampleTransaction,
  startApp,
  startKafka,
  handledBy,
  type PrivateKafka,
  type StartedApp,
  type TestDatabase,
} from '@florin/testing';

type Sample = ReturnType<typeof sampleTransaction>;
type Alert = {
  id: string;
  account_id: string;
  rule: string;
  severity: string;
  reason: string;
  transaction_ids: string[];
  raised_at: string;
};
type Page = { data: Alert[]; has_more: boolean; next_cursor: string | null };

const tenantId = newId('tenant');
const groupId = `fraud-${Math.random().toString(36).slice(2)}`;
let kafka: PrivateKafka;
let empty: TestDatabase;
let publisher: Publisher;
let app: StartedApp;

beforeAll(async () => {
  // A broker of its own, so that there are no events of other tests, and an empty database, which the app migrates.
  [kafka, empty] = await Promise.all([startKafka(), createTestDatabase('empty', async () => undefined)]);
  const logger = createLogger({ service: 'test', level: 'silent' });
  publisher = await createPublisher({
    brokers: [kafka.broker],
    clientId: 'test',
    logger,
    metrics: createMetrics('test'),
  });
  app = await startApp('fraud', {
    DATABASE_URL: empty.url,
    KAFKA_BROKERS: kafka.broker,
    KAFKA_GROUP_ID: groupId,
  });
});

afterAll(async () => {
  await app?.stop();
  await publisher?.close();
  await empty?.drop();
  await kafka?.stop();
});

const publish = (events: readonly Sample[]) => publisher.publish(events.map(encodeSample));

async function ask(query: Record<string, string> = {}, caller = tenantId) {
  const url = `${app.url}/fraud/alerts?${new URLSearchParams(query)}`;
  const { status, text } = await askInternally(url, { tenantId: caller, scopes: ['fraud:read'] });
  return { status, page: JSON.parse(text) as Page, text };
}

async function everyPage(query: Record<string, string>): Promise<Alert[]> {
  const alerts: Alert[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { page } = await ask({ ...query, ...(cursor ? { cursor } : {}) });
    alerts.push(...page.data);
    cursor = page.next_cursor;
  }
  return alerts;
}

const at = (second: number) => new Date(Date.UTC(2026, 9, 1) + second * 1_000).toISOString();

/** The events of one account that triggers several rules, in the order of the ledger. */
function suspiciousAccount(): { accountId: string; events: Sample[] } {
  const accountId = newId('acct');
  const common = { tenantId, accountId };
  const events = [
    sampleTransaction({ ...common, amount: 2_000_000, createdAt: at(0) }),
    sampleTransaction({ ...common, type: 'debit', amount: 1_900_000, createdAt: at(30) }),
    ...Array.from({ length: 12 }, (_, index) => sampleTransaction({ ...common, createdAt: at(100 + index) })),
    ...Array.from({ length: 5 }, (_, index) =>
      sampleTransaction({ ...common, type: 'debit', failed: true, createdAt: at(120 + index) }),
    ),
  ];
  return { accountId, events };
}

const rulesOf = (alerts: readonly Alert[]) => alerts.map(({ rule }) => rule).sort();
const everyRule = ['large_amount', 'rapid_drain', 'repeated_failures', 'velocity'];

describe('fraud', () => {
  const suspects = Array.from({ length: 40 }, suspiciousAccount);

  test('raises each alert once', async () => {
    // Round by round over all accounts, so that no batch holds all of an account's events.
    const rounds = Math.max(...suspects.map(({ events }) => events.length));
    for (let round = 0; round < rounds; round++) await publish(suspects.map((each) => each.events[round]!));
    await eventually(async () => (await everyPage({ limit: '100' })).length === 160);
    for (const { accountId } of suspects) {
      const { page } = await ask({ account_id: accountId });
      expect(rulesOf(page.data)).toEqual(everyRule);
    }
  });

  test('shows the transactions of an alert, and the event time instead of the time of detection', async () => {
    const { accountId, events } = suspects[0]!;
    const { page } = await ask({ account_id: accountId, rule: 'rapid_drain' });
    const [credit, debit] = events;
    expect(page).toEqual({
      data: [
        {
          id: expect.stringMatching(/^alrt_/),
          account_id: accountId,
          rule: 'rapid_drain',
          severity: 'high',
          reason: expect.stringContaining('19000.00 USD'),
          transaction_ids: [credit!.data.transaction_id, debit!.data.transaction_id],
          raised_at: debit!.time,
          state: 'open',
          decision: null,
          action: { kind: 'none', status: null, attempts: 0, at: null, detail: null },
        },
      ],
      has_more: false,
      next_cursor: null,
    });
  });

  test('publishes each alert on fraud.alerts', async () => {
    const listed = await everyPage({ limit: '100' });
    const collector = collectEvents({ brokers: [kafka.broker], topics: [fraudAlerts.topic] });
    try {
      const published = await eventually(() => {
        const ours = collector.all().filter(({ event }) => event.tenantId === tenantId);
        const alerts = ours.map(({ event }) => event as FraudAlerts);
        return new Set(alerts.map(({ id }) => id)).size === listed.length && alerts;
      });
      expect(new Set(published.map(({ data }) => data.alert_id))).toEqual(
        new Set(listed.map(({ id }) => id)),
      );
      const { id, account_id, reason, raised_at } = listed[0]!;
      expect(published.find(({ data }) => data.alert_id === id)).toMatchObject({
        id: `${id}:raised`,
        accountId: account_id,
        time: raised_at,
        data: { reason, change: 'raised', state: 'open', action: 'none', action_status: null },
      });
    } finally {
      await collector.stop();
    }
  });

  test('lists the alerts page by page, newest first, each once', async () => {
    const small = await everyPage({ limit: '7' });
    expect(small).toEqual(await everyPage({ limit: '100' }));
    expect(new Set(small.map(({ id }) => id)).size).toBe(160);
    const times = small.map(({ raised_at }) => raised_at);
    expect(times).toEqual(times.toSorted().toReversed());
    const velocity = await everyPage({ limit: '7', rule: 'velocity' });
    expect(rulesOf(velocity)).toEqual(Array.from({ length: 40 }, () => 'velocity'));
  });

  test('refuses a cursor that is forged, changed, or of another filter or tenant', async () => {
    const cursor = (await ask({ limit: '1' })).page.next_cursor!;
    expect((await ask({ limit: '1', cursor })).status).toBe(200);
    const forged = [ask({ cursor: 'bm9uc2Vuc2U' }), ask({ cursor: `${cursor.slice(0, -1)}_` })];
    const misused = [ask({ cursor, rule: 'velocity' }), ask({ cursor }, newId('tenant'))];
    for (const { status, text } of await Promise.all([...forged, ...misused])) {
      expect([status, JSON.parse(text).code]).toEqual([400, 'invalid_cursor']);
    }
  });

  test('shows nothing of one tenant to another, and nothing without the scope or the token', async () => {
    expect((await ask({}, newId('tenant'))).page.data).toEqual([]);
    expect((await ask({ account_id: suspects[0]!.accountId }, newId('tenant'))).page.data).toEqual([]);
    const url = `${app.url}/fraud/alerts`;
    expect((await askInternally(url, { tenantId, scopes: ['accounts:read'] })).status).toBe(403);
    expect((await fetch(url, { headers: { 'x-florin-tenant': tenantId } })).status).toBe(401);
  });

  test('raises the same alerts again when all events are read into an empty database', async () => {
    const expected = await everyPage({ limit: '100' });
    const other = await createTestDatabase('empty', async () => undefined);
    const first = app;
    try {
      app = await startApp('fraud', {
        DATABASE_URL: other.url,
        KAFKA_BROKERS: kafka.broker,
        KAFKA_GROUP_ID: `${groupId}-rebuild`,
      });
      await eventually(async () => (await everyPage({ limit: '100' })).length === 160);
      expect(await everyPage({ limit: '100' })).toEqual(expected);
    } finally {
      if (app !== first) await app.stop();
      app = first;
      await other.drop();
    }
  });

  test('raises nothing twice with two instances, and when the topics are read again from the start', async () => {
    const before = await everyPage({ limit: '100' });
    const more = Array.from({ length: 10 }, suspiciousAccount);
    const environment = { DATABASE_URL: empty.url, KAFKA_BROKERS: kafka.broker };
    const [second, replaying] = await Promise.all([
      startApp('fraud', { ...environment, KAFKA_GROUP_ID: groupId }),
      startApp('fraud', { ...environment, KAFKA_GROUP_ID: `${groupId}-replay` }),
    ]);
    try {
      // Until it has partitions, the first instance could handle everything.
      await eventually(() => isInGroup(second));
      const rounds = Math.max(...more.map(({ events }) => events.length));
      for (let round = 0; round < rounds; round++) await publish(more.map((each) => each.events[round]!));
      // Events of another tenant, enough for every partition to have one.
      await publish(Array.from({ length: 60 }, () => sampleTransaction({ tenantId: newId('tenant') })));
      await eventually(async () => (await everyPage({ limit: '100' })).length === 200);
      await eventually(async () => {
        const metrics = await (await fetch(`${replaying.metricsUrl}/metrics`)).text();
        const seen = /florin_consumer_duplicates_total\S* (\d+)/.exec(metrics)?.[1];
        return Number(seen) >= suspects.flatMap(({ events }) => events).length;
      });
      await eventually(async () => (await handledBy(second)) > 0);
      const after = await everyPage({ limit: '100' });
      expect(after.filter(({ id }) => before.some((each) => each.id === id))).toEqual(before);
      for (const { accountId } of more) {
        expect(rulesOf(after.filter((each) => each.account_id === accountId))).toEqual(everyRule);
      }
    } finally {
      await Promise.all([second.stop(), replaying.stop()]);
    }
  });

  test('counts alerts and time by rule', async () => {
    const metrics = await (await fetch(`${app.metricsUrl}/metrics`)).text();
    for (const name of ['florin_fraud_alerts_total', 'florin_fraud_rule_seconds_total']) {
      const values = [...metrics.matchAll(new RegExp(`^${name}\\{.*rule="velocity".*\\} (\\S+)$`, 'gm'))];
      expect([name, values.length]).toEqual([name, 1]);
      expect(Number(values[0]![1])).toBeGreaterThan(0);
    }
  });

  test('reports its dependencies, and stops cleanly', async () => {
    const ready = (await (await fetch(`${app.metricsUrl}/health/ready`)).json()) as {
      checks: Record<string, { ok: boolean }>;
    };
    const fine = Object.entries(ready.checks).filter(([, { ok }]) => ok);
    expect(fine.map(([name]) => name).sort()).toEqual([
      'actions',
      'clock',
      'database',
      'kafka',
      'publisher',
      'relay',
    ]);
    expect(await app.end()).toEqual({ code: 0, signal: null });
  });
});
