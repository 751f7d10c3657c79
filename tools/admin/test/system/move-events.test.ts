import { connect, derivedUrlOfRole, type Database } from '@florin/database';
import { deadLetterTopic, transactionsCompleted } from '@florin/events';
import { createPublisher, readTopics, type EventLogAddress } from '@florin/messaging';
import type { AppName } from '@florin/processes';
import { Florin } from '@florin/sdk';
import { createLogger, createMetrics, failpointNames } from '@florin/service';
import {
  createTestDatabase,
  eventually,
  migrateBank,
  openTenant,
  startApps,
  startKafka,
  type PrivateKafka,
  type TestDatabase,
} from '@florin/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const analytics = fileURLToPath(new URL('../../../../apps/analytics/src/command.ts', import.meta.url));
const lines = failpointNames.filter((name) => name.startsWith('log-move.'));
/** All lines on the way there; on the way back those where the two logs differ. */
const killedAt = { kafka: lines, postgresql: lines.filter((line) => /batch|positions/.test(line)) };
const eventApps: readonly AppName[] = ['worker', 'fraud', 'notifications', 'analytics'];
const consumers = ['fraud', 'notifications', 'analytics'] as const;
const limit = { withinMs: 120_000, everyMs: 200 };
const logger = createLogger({ service: 'test', level: 'silent' });

let kafka: PrivateKafka;
let place: TestDatabase;
let database: Database;
let apiKey: string;
let api: string;
const stops: (() => Promise<unknown>)[] = [];
const stopConsumers: (() => Promise<unknown>)[] = [];

const addressOf = (log: string): EventLogAddress =>
  log === 'kafka' ? { brokers: [kafka.broker] } : { logUrl: place.url };

/** Starts the apps that use the event log, with the settings of one log, in place of those that run. */
async function startWith(log: string): Promise<void> {
  const settings = { DATABASE_URL: place.url, KAFKA_BROKERS: log === 'kafka' ? kafka.broker : '' };
  for (const stop of stopConsumers.splice(0).reverse()) await stop();
  await startApps(eventApps, () => settings, stopConsumers);
}

beforeAll(async () => {
  [kafka, place] = await Promise.all([startKafka(), createTestDatabase('bank', migrateBank)]);
  database = await connect({ url: place.url, applicationName: 'test', connectTimeoutMs: 20_000 });
  ({ apiKey } = await openTenant(place.url));
  const app = await startApps(['api'], () => ({ DATABASE_URL: place.url }), stops);
  api = app('api').url;
  await startWith('postgresql');
}, 240_000);

afterAll(async () => {
  for (const stop of [...stopConsumers, ...stops].reverse()) await stop();
  await database?.close();
  await kafka?.stop();
  await place?.drop();
}, 60_000);

type Outcome = { code: number | null; signal: string | null; text: string };

function run(script: string, args: string[], env: Record<string, string>): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const child = execFile(
    process.execPath,
    [script, ...args],
    { env: { ...process.env, ...env } },
    (_e, out, err) => resolve({ code: child.exitCode, signal: child.signalCode, text: out + err }),
  );
  return promise;
}

/** The command as operators run it. */
const move = (to: string, failpoints = ''): Promise<Outcome> =>
  run(program, ['move-events', '--to', to], {
    DATABASE_URL: derivedUrlOfRole(place.url, 'managesAllTenants'),
    DATABASE_OWNER_URL: derivedUrlOfRole(place.url, 'owner'),
    KAFKA_BROKERS: kafka.broker,
    FLORIN_FAILPOINTS: failpoints,
  });

const ids = async (sql: string): Promise<string[]> =>
  (await database.query<{ id: string }>(sql, [])).map(({ id }) => id).sort();

/** Puts an event that no consumer can read into the log. */
async function publishPoison(log: string, key: string): Promise<void> {
  const client = { ...addressOf(log), clientId: 'test', logger, metrics: createMetrics('test') };
  const publisher = await createPublisher(client);
  await publisher.publish([{ topic: transactionsCompleted.topic, key, value: 'no JSON', headers: {} }]);
  await publisher.close();
}

test('a bank moves its events to Kafka and back under load, killed at each line, and no effect is lost or doubled', async () => {
  const florin = new Florin({ apiKey, baseUrl: api });
  const accounts = await Promise.all([1, 2, 3, 4].map(() => florin.accounts.create({})));
  const acknowledged: string[] = [];
  const stop = new AbortController();
  const clients = accounts.map(async ({ id: account_id }) => {
    while (!stop.signal.aborted)
      acknowledged.push((await florin.transactions.credit({ account_id, amount: 1 })).id);
  });
  const more = async (count: number) => {
    const before = acknowledged.length;
    await eventually(() => acknowledged.length > before + count, limit);
  };
  await more(100);
  let poison = 0;
  stops.push(async () => {
    stop.abort();
    await Promise.allSettled(clients);
  });
  const journey = [
    ['postgresql', 'kafka'],
    ['kafka', 'postgresql'],
  ] as const;
  for (const [from, to] of journey) {
    for (const line of killedAt[to]) {
      // After the switch the bank uses the other log, and its apps have ended or are not ready.
      if (line !== 'log-move.after-switch') await publishPoison(from, `poison-${(poison += 1)}`);
      await more(20);
      const died = await move(to, `${line}=kill`);
      expect(`${line} ${died.signal ?? died.text}`).toBe(`${line} SIGKILL`);
    }
    const isDone = killedAt[to].includes('log-move.after-switch');
    const text = expect.stringContaining(isDone ? `in ${to} already` : 'events_waited_ms');
    expect(await move(to)).toMatchObject({ code: 0, text });
    await startWith(to);
    await more(100);
  }
  stop.abort();
  await Promise.all(clients);

  // What the log has is what was acknowledged.
  const inLog = new Map<string, string>();
  const reader = readTopics({
    ...{ ...addressOf('postgresql'), topics: [transactionsCompleted.topic] },
    onMessage({ key, value }) {
      if (key.startsWith('poison-')) return;
      const { id, data } = JSON.parse(value);
      inLog.set(id, data.transaction_id);
    },
  });
  stops.push(() => reader.stop());
  await eventually(() => new Set(inLog.values()).size >= acknowledged.length, limit);
  expect([...new Set(inLog.values())].sort()).toEqual([...acknowledged].sort());

  // Each consumer has handled each of them, and its effects are those of one time.
  for (const schema of consumers)
    await eventually(async () => {
      const handled = await ids(`select event_id as id from ${schema}.processed_events`);
      expect([...inLog.keys()].filter((id) => !handled.includes(id))).toEqual([]);
      return true;
    }, limit);
  const [counted] = await database.query<{ count: string }>(
    `select sum(count)::text as count from analytics.hourly where type = 'credit'`,
    [],
  );
  expect(counted?.count).toBe(String(acknowledged.length));
  const rebuilt = await run(analytics, ['verify'], { DATABASE_URL: place.url, KAFKA_BROKERS: '' });
  expect(rebuilt).toMatchObject({ code: 0 });

  // Dead letters came along.
  for (const group of consumers) expect(new Set(await lettersOf(group)).size).toBe(poison);
  const actions = await ids(`select action || ' ' || (details ->> 'to') as id from access.operator_actions`);
  expect(actions).toEqual(['move_events Kafka', 'move_events PostgreSQL']);
}, 600_000);

async function lettersOf(group: string): Promise<string[]> {
  const rows = await database.query<{ key: string }>(
    `select convert_from(key, 'UTF8') as key from event_log.messages where topic = $1`,
    [deadLetterTopic(group)],
  );
  return rows.map(({ key }) => key);
}
