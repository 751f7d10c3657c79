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
/** Attempts that one process has under way for one endpoint, at most. */
const perEndpoint = 5;
const patience = { withinMs: 45_000, everyMs: 100 };
let kafka: PrivateKafka;
let empty: TestDatabase;
let database: Database;
let publisher: Publisher;
/** Of a third party, and of the operator. */
let endpoint: WebhookReceiver;
let operator: WebhookReceiver;
let first: StartedApp;
let second: StartedApp;

beforeAll(async () => {
  [kafka, empty] = await Promise.all([startKafka(), createTestDatabase('empty', async () => undefined)]);
  [endpoint, operator] = await Promise.all([startReceiver(), startReceiver()]);
  database = await connect({ url: empty.url, applicationName: 'test' });
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
  const caller = { tenantId, scopes: ['webhooks:write'] };
  const sent = { method: 'POST', body: { url: endpoint.url } };
  expect((await askInternally(`${first.url}/webhook-endpoints`, caller, sent)).status).toBe(200);
}, 90_000);

afterAll(async () => {
  await Promise.all([first?.stop(), second?.stop()]);
  await publisher?.close();
  await Promise.all([endpoint?.close(), operator?.close()]);
  await database?.close();
  await empty?.drop();
  await kafka?.stop();
}, 60_000);

/** Each on an account of its own, so they lie in every partition. */
const events = (count: number): Sample[] =>
  Array.from({ length: count }, () => sampleTransaction({ tenantId }));
let published = 0;

async function publish(samples: readonly Sample[]): Promise<void> {
  await publisher.publish(samples.map(encodeSample));
  published += samples.length;
}

/** How many events a process has taken in. */
async function taken(app: StartedApp): Promise<number> {
  const text = await (await fetch(`${app.metricsUrl}/metrics`)).text();
  const counts = [...text.matchAll(/^florin_consumer_events_total\{.*\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** How many each of them has, as soon as these are all. */
const shares = () =>
  eventually(async () => {
    const counts = await Promise.all([taken(first), taken(second)]);
    return counts[0] + counts[1] === published && counts;
  }, patience);

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

/** Every event has one notification and one webhook, under one id each, and both have arrived. */
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
    }, patience);
    expect(reported.map(({ event_id }) => event_id).sort()).toEqual(ids);
    const expected = reported.map(({ id, event_id }) => `${idFromUuid(prefix, id)} ${event_id}`);
    const arrived = receiver.received
      .map(({ id, payload }) => `${id} ${eventIdOf(payload)}`)
      .filter((each) => ids.includes(each.split(' ')[1]!));
    expect([...new Set(arrived)].sort()).toEqual(expected.sort());
  }
}

/** Of what a third party gets, which is the event, or the operator, who is told of it. */
function eventIdOf(payload: string): string {
  const { id, data } = JSON.parse(payload) as { id?: string; data: { event_id?: string } };
  return id ?? data.event_id!;
}

/** Lets webhooks wait for an answer until somebody gives it. */
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

test('two processes of one group share events and webhooks, each is told once; and one goes on when the other is killed', async () => {
  // The group has shared its partitions out when both take in what lies in all of them.
  let before: [number, number] = [0, 0];
  await eventually(async () => {
    const earlier = before;
    await publish(events(30));
    before = await shares();
    return before.every((count, index) => count > earlier[index]!);
  }, patience);

  const shared = events(200);
  const atOnce = holdWebhooks();
  await publish(shared);
  // More than one process may have.
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
}, 120_000);
