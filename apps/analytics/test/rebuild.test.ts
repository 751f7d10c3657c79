import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect, newId, runParameterized, type Database } from '@florin/database';
import { encodeEvent, eventDefinitions, type EncodedEvent, type FlorinEvent } from '@florin/events';
import { createPublisher, type Publisher } from '@florin/messaging';
import { createLogger, createMetrics } from '@florin/service';
import {
  createTestDatabase,
  eventually,
  startApp,
  startKafka,
  type PrivateKafka,
  type StartedApp,
  type TestDatabase,
} from '@florin/testing';
import { bankEvents } from './bank-events.ts';

const tenantId = newId('tenant');
const to = Date.now();
const events = bankEvents({ tenantId, count: 3_000, from: to - 3 * 86_400_000, to });
let kafka: PrivateKafka;
let own: TestDatabase;
let database: Database;
let publisher: Publisher;
let app: StartedApp;

beforeAll(async () => {
  [kafka, own] = await Promise.all([startKafka(), createTestDatabase('empty', async () => undefined)]);
  database = await connect({ url: own.url, applicationName: 'test', idleInTransactionTimeoutMs: 90_000 });
  const logger = createLogger({ service: 'test', level: 'silent' });
  const metrics = createMetrics('test');
  publisher = await createPublisher({ brokers: [kafka.broker], clientId: 'test', logger, metrics });
  app = await startApp('analytics', { DATABASE_URL: own.url, KAFKA_BROKERS: kafka.broker });
  const poison = { topic: 'transactions.completed', key: 'x', value: 'not JSON', headers: {} };
  await publisher.publish([...events.map(encoded), poison]);
  await untilCounted(events.length);
}, 120_000);

afterAll(async () => {
  await app?.stop();
  await publisher?.close();
  await database?.close();
  await own?.drop();
  await kafka?.stop();
}, 60_000);

function encoded(event: FlorinEvent): EncodedEvent {
  const definition = eventDefinitions.find(({ type }) => type === event.type)!;
  return encodeEvent(definition as never, event as never);
}

const query = <Row>(sql: string) => database.read((em) => runParameterized<Row>(em, sql, []));

async function countOf(table: string): Promise<number> {
  const [row] = await query<{ n: number }>(`select count(*)::int as n from analytics.${table}`);
  return row!.n;
}

const untilCounted = (count: number) =>
  eventually(async () => (await countOf('processed_events')) === count, { withinMs: 60_000, everyMs: 100 });

/** As `npm run analytics` runs it. */
function command(name: string): Promise<{ code: number; out: string }> {
  const file = fileURLToPath(new URL('../src/command.ts', import.meta.url));
  const env = { ...process.env, DATABASE_URL: own.url, KAFKA_BROKERS: kafka.broker };
  return new Promise((resolve) => {
    execFile(process.execPath, [file, name], { env, timeout: 90_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 99), out: stdout + stderr });
    });
  });
}

async function rebuildWaits(): Promise<boolean> {
  const rows = await query(
    `select 1 from pg_stat_activity
      where datname = current_database() and application_name = 'analytics-rebuild' and wait_event_type = 'Lock'`,
  );
  return rows.length > 0;
}

async function hourly(): Promise<string[]> {
  const rows = await query<{ row: string }>('select h::text as row from analytics.hourly h order by 1');
  return rows.map(({ row }) => row);
}

describe('roll-ups made anew from the log', () => {
  test('equal those that are there, and the unreadable message is in neither', async () => {
    const { code, out } = await command('verify');
    expect(out).toContain('Equal');
    expect(out).toContain(
      `${events.length.toLocaleString('en')} events have an effect. Messages that are no readable events: 1`,
    );
    expect(code).toBe(0);
  }, 100_000);

  test('show what was changed by hand, and put it right', async () => {
    const before = await hourly();
    await query(`update analytics.hourly set volume = volume + 1 where type = 'credit'`);
    await query('delete from analytics.account_days');
    const found = await command('verify');
    expect(found.out).toMatch(/analytics\.account_days: 0 rows .*\n.*analytics\.hourly: /);
    expect(found.code).toBe(1);
    expect(await countOf('account_days')).toBe(0);

    expect(await command('rebuild')).toMatchObject({
      code: 0,
      out: expect.stringContaining('The rebuilt tables are in use now.'),
    });
    expect(await hourly()).toEqual(before);
    expect(await command('verify')).toMatchObject({ code: 0, out: expect.stringContaining('Equal') });
  }, 200_000);

  test('take the place of those in use while the consumer is at work, and no event is lost or counted twice', async () => {
    const more = bankEvents({ tenantId, count: 4_000, from: to - 86_400_000, to });
    let published = 0;
    let publishing = true;
    const traffic = (async () => {
      for (; publishing && published < more.length; published += 20) {
        await publisher.publish(more.slice(published, published + 20).map(encoded));
      }
    })();
    const rebuilt = await command('rebuild');
    const during = published;
    publishing = false;
    await traffic;
    expect(rebuilt).toMatchObject({ code: 0, out: expect.stringContaining('100 %') });
    expect(during).toBeGreaterThan(20);
    await untilCounted(events.length + Math.min(published, more.length));
    expect(await command('verify')).toMatchObject({ code: 0, out: expect.stringContaining('Equal') });
  }, 200_000);

  test('wait for a unit of work under way, and are refused when the log no longer tells what it told', async () => {
    const before = await hourly();
    // Nobody else sees this event before the rebuild has asked for its lock.
    const running = await database.unitOfWork(async (em) => {
      const sql = `insert into analytics.processed_events (event_id) values ('gone-from-the-log')`;
      await runParameterized(em, sql, []);
      const rebuilding = command('rebuild');
      await eventually(rebuildWaits, { withinMs: 60_000, everyMs: 100 });
      return { rebuilding };
    });
    const { code, out } = await running.rebuilding;
    expect(out).toContain('did not bring back 1 of the events');
    expect(code).toBe(1);
    expect(await hourly()).toEqual(before);
    await query(`delete from analytics.processed_events where event_id = 'gone-from-the-log'`);
    const schemas = await query<{ nspname: string }>(
      `select nspname from pg_namespace where nspname like 'analytics%'`,
    );
    expect(schemas.map(({ nspname }) => nspname)).toEqual(['analytics']);
  }, 200_000);
});

test('the command says how it is used, and what it lacks', async () => {
  expect(await command('rebuid')).toMatchObject({ code: 2, out: expect.stringContaining('-- rebuild') });
}, 30_000);
