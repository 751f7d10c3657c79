import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect, idFromUuid, idToUuid, newId, runParameterized, type Database } from '@florin/database';
import type { TransactionsCompleted, TransactionsFailed } from '@florin/events';
import { createPublisher, type Publisher } from '@florin/messaging';
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
import type { ServerResponse } from 'node:http';
import { startReceiver, type WebhookReceiver } from '../webhook-receiver.ts';

type Sample = TransactionsCompleted | TransactionsFailed;

const tenantId = newId('tenant');
/** The maximum number of concurrent attempts of one process for one endpoint. */
const perEndpoint = 5;
const withinLimit = { withinMs: 45_000, everyMs: 100 };
let kafka: PrivateKafka;
let empty: TestDatabase;
let database: Database;
let publisher: Publisher;
/** The webhook receivers of a third party and of the operator. */
let endpoint: WebhookReceiver;
let operator: WebhookReceiver;
let first: StartedApp;
let second: StartedApp;

beforeAll(async () => {
  [kafka, empty] = await Promise.all([startKafka(), createTestDatabase('empty', async () => undefined)]);
  [endpoint, operator] = await Promise.all([startReceiver(), startReceiver()]);
  database = await connect({ url: empty.url, applicationName: 'test', connectTimeoutMs: 20_000 });
  const logger = createLogger({ service: 'test', level: 'silent' });
  const metrics = createMetrics('test');
  publisher = await createPublisher({ brokers: [kafka.broker], clientId: 'test', logger, metrics });
  const env = {
    DATABASE_URL: empty.url,
    KAFKA_BROKERS: kafka.broker,
    WEBHOOK_URL: operator.url,
    WEBHOOK_RETRY_SECONDS: '1,1,1,1,1,1',
    WEBHOOK_TIMEOUT_MS: '5000',
    WEBHOOK_ENDPOINT_CONCURRENCY: String(perEndpoint),
  };
  [first, second] = await Promise.all([startApp('notifications', env), startApp('notifications', env)]);
  const caller = { tenantId, scopes: ['webhooks:write', 'transactions:read', 'accounts:read', 'fraud:read'] };
  const sent = { method: 'POST', body: { url: endpoint.url } };
  expect((await askInternally(`${first.url}/webhook-endpoints`, caller, sent)).status).toBe(200);
});

afterAll(async () => {
  await Promise.all([first?.stop(), second?.stop()]);
  await publisher?.close();
  await Promise.all([endpoint?.close(), operator?.close()]);
  await database?.close();
  await empty?.drop();
  await kafka?.stop();
});

/** Each event has an account of its own, so that they are spread over all partitions. */
const events = (count: number): Sample[] =>
  Array.from({ length: count }, () => sampleTransaction({ tenantId }));
let published = 0;

async function publish(samples: readonly Sample[]): Promise<void> {
  await publisher.publish(samples.map(encodeSample));
  published += samples.length;
}

/** How many events a process has handled. */
async function handled(app: StartedApp): Promise<number> {
  const text = await (await fetch(`${app.metricsUrl}/metrics`)).text();
  const counts = [...text.matchAll(/^florin_consumer_events_total\{.*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** How many events each process has handled, once all of them are handled. */
const shares = () =>
  eventually(async () => {
    const counts = await Promise.all([handled(first), handled(second)]);
    return counts[0] + counts[1] === published && counts;
  }, withinLimit);

type Row = { id: string; event_id: string; status: string };

async function rows(
  table: 'notifications' | 'webhook_deliveries',
  samples: readonly Sample[],
): Promise<Row[]> {
  const sql =
    `select id, event_id, status from notifications.${table} ` +
    `where tenant_id = $1 and event_id = any($2::text[]) order by event_id`;
  const ids = samples.map(({ id }) => id);
  return database.read((unit) => runParameterized<Row>(unit, sql, [idToUuid(tenantId), ids]));
}

/** Expects that every event has one notification and one webhook with one id each, and that both have arrived. */
async function expectEachOnce(samples: readonly Sample[]): Promise<void> {
  const ids = samples.map(({ id }) => id).sort();
  const sides = [
    { table: 'notifications', prefix: 'ntf', receiver: operator },
    { table: 'webhook_deliveries', prefix: 'whd', receiver: endpoint },
  ] as const;
  for (const { table, prefix, receiver } of sides) {
    const reported = await eventually(async () => {
      const all = await rows(table, samples);
      return all.length >= ids.length && all.every(({ status }) => status === 'delivered') && all;
    }, withinLimit);
    expect(reported.map(({ event_id }) => event_id).sort()).toEqual(ids);
    const expected = reported.map(({ id, event_id }) => `${idFromUuid(prefix, id)} ${event_id}`);
    const arrived = receiver.received
      .map(({ id, payload }) => `${id} ${eventIdOf(payload)}`)
      .filter((each) => ids.includes(each.split(' ')[1]!));
    expect([...new Set(arrived)].sort()).toEqual(expected.sort());
  }
}

/** The event id in the payload of a third party's webhook, which is the event, or of the operator's, which names it. */
function eventIdOf(payload: string): string {
  const { id, data } = JSON.parse(payload) as { id?: string; data: { event_id?: string } };
  return id ?? data.event_id!;
}

/** Leaves webhooks unanswered until `answer` is called. */
function holdWebhooks(): { underWay: () => number; answer: () => void } {
  const held: ServerResponse[] = [];
  endpoint.behave((response) => void held.push(response));
  return {
    underWay: () => held.length,
    answer() {
      endpoint.behave((response) => response.writeHead(204).end());
      for (const response of held) response.writeHead(204).end();
    },
  };
}

test('two processes of one group share events and webhooks without duplicates, and one continues when the other is killed', async () => {
  // The partitions are assigned once both processes handle some of the events.
  let before: [number, number] = [0, 0];
  await eventually(async () => {
    const earlier = before;
    await publish(events(30));
    before = await shares();
    return before.every((count, index) => count > earlier[index]!);
  }, withinLimit);

  const shared = events(200);
  const atOnce = holdWebhooks();
  await publish(shared);
  // More attempts than one process alone may have in progress.
  await eventually(() => atOnce.underWay() > perEndpoint);
  atOnce.answer();
  await expectEachOnce(shared);
  for (const { received } of [operator, endpoint]) {
    const ids = received.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  }
  const after = await shares();
  for (const index of [0, 1]) expect(after[index]).toBeGreaterThan(before[index]!);

  const [earlier, later] = [events(60), events(60)];
  const held = holdWebhooks();
  await publish(earlier);
  await eventually(() => held.underWay() > perEndpoint);
  await first.kill();
  held.answer();
  await publish(later);
  await expectEachOnce([...earlier, ...later]);
});
