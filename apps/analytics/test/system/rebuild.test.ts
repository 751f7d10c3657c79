import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect, newId, runParameterized, type Database } from '@florin/database';
import { encodeEvent, eventDefinitions, type EncodedEvent, type FlorinEvent } from '@florin/events';
import { createPublisher, type Publisher } from '@florin/messaging';
import { createLogger, createMetrics, pause, type FailpointName } from '@florin/service';
import {
  createTestDatabase,
  eventually,
  migrateBank,
  startApp,
  startKafka,
  type PrivateKafka,
  type StartedApp,
  type TestDatabase,
} from '@florin/testing';
import { bankEvents } from '../bank-events.ts';

const tenantId = newId('tenant');
const to = Date.now();
const events = bankEvents({ tenantId, count: 3_000, from: to - 3 * 86_400_000, to });
let kafka: PrivateKafka;
let own: TestDatabase;
let database: Database;
let publisher: Publisher;
let app: StartedApp;
/** The number of events that the tables in use count. */
let counted = events.length;

beforeAll(async () => {
  [kafka, own] = await Promise.all([startKafka(), createTestDatabase('bank', migrateBank)]);
  database = await connect({
    url: own.url,
    applicationName: 'test',
    connectTimeoutMs: 20_000,
    idleInTransactionTimeoutMs: 180_000,
  });
  const logger = createLogger({ service: 'test', level: 'silent' });
  const metrics = createMetrics('test');
  publisher = await createPublisher({ brokers: [kafka.broker], clientId: 'test', logger, metrics });
  app = await startApp('analytics', {
    DATABASE_URL: own.urlOf('analytics'),
    DATABASE_OWNER_URL: own.urlOf('owner'),
    KAFKA_BROKERS: kafka.broker,
  });
  const poison = { topic: 'transactions.completed', key: 'x', value: 'not JSON', headers: {} };
  await publisher.publish([...events.map(encoded), poison]);
  await untilCounted(events.length);
});

afterAll(async () => {
  await app?.stop();
  await publisher?.close();
  await database?.close();
  await own?.drop();
  await kafka?.stop();
});

function encoded(event: FlorinEvent): EncodedEvent {
  const definition = eventDefinitions.find(({ type }) => type === event.type)!;
  return encodeEvent(definition as never, event as never);
}

const query = <Row>(sql: string) => database.read((unit) => runParameterized<Row>(unit, sql, []));

async function countOf(table: string): Promise<number> {
  const [row] = await query<{ n: number }>(`select count(*)::int as n from analytics.${table}`);
  return row!.n;
}

const untilCounted = (count: number) =>
  eventually(async () => (await countOf('processed_events')) === count, { everyMs: 100 });

/** Owner, grants and policies of each table in use. */
const rights = () =>
  query(`select relname, pg_get_userbyid(relowner) as owner, relacl::text, relforcerowsecurity,
      (select array_agg(polname || pg_get_expr(polqual, polrelid) order by polname) from pg_policy where polrelid = c.oid)
    from pg_class c where relnamespace = 'analytics'::regnamespace and relkind = 'r' order by 1`);

type Ended = { code: number; signal: string | null; out: string };

/** Runs the command as `npm run analytics` does, as the owner of the tables. */
function command(line: string, given: Record<string, string> = {}, kill?: AbortSignal): Promise<Ended> {
  const file = fileURLToPath(new URL('../../src/command.ts', import.meta.url));
  const env = { ...process.env, DATABASE_URL: own.urlOf('owner'), KAFKA_BROKERS: kafka.broker, ...given };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [file, ...line.split(' ')],
      { env, timeout: 90_000 },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : Number(error.code ?? 99);
        resolve({ code, signal: error?.signal ?? null, out: stdout + stderr });
      },
    );
    kill?.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
  });
}

const rebuildRuns = () => hasRebuildSession('true');
const rebuildWaits = () => hasRebuildSession(`wait_event_type = 'Lock'`);

async function hasRebuildSession(condition: string): Promise<boolean> {
  const rows = await query(
    `select 1 from pg_stat_activity
      where datname = current_database() and application_name = 'analytics-rebuild' and ${condition}`,
  );
  return rows.length > 0;
}

async function rowsOf(table: string): Promise<string[]> {
  // The time at which an event was processed is not compared.
  const row = table === 'processed_events' ? 't.event_id' : 't::text';
  const rows = await query<{ row: string }>(`select ${row} as row from analytics.${table} t order by 1`);
  return rows.map(({ row }) => row);
}

const hourly = () => rowsOf('hourly');

/** Who has replaced the tables, as the audit log has it. */
async function records(): Promise<string[]> {
  const rows = await query<{ row: string }>(
    `select object_name || ' ' || change || ' ' || actor_id as row from access.audit_log where object_type = 'rollups' order by at`,
  );
  return rows.map(({ row }) => row);
}

/** All rows that events change. */
async function totals(): Promise<Record<string, string[]>> {
  const tables = await query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'analytics' and tablename <> 'migrations'`,
  );
  const all: Record<string, string[]> = {};
  for (const { name } of tables) all[name] = await rowsOf(name);
  return all;
}

async function schemas(): Promise<string[]> {
  const rows = await query<{ nspname: string }>(
    `select nspname from pg_namespace where nspname like 'analytics%' order by 1`,
  );
  return rows.map(({ nspname }) => nspname);
}

const untilSwapped = () =>
  eventually(async () => (await schemas()).includes('analytics_before_rebuild'), { everyMs: 50 });

describe('roll-ups rebuilt from the log', () => {
  test('equal those in use, and an invalid message is counted in neither', async () => {
    const { code, out } = await command('verify');
    expect(out).toContain('Equal');
    expect(out).toContain(
      `${events.length.toLocaleString('en')} events have an effect. Messages that are not valid events: 1`,
    );
    expect(code).toBe(0);
  });

  test('show what was changed by hand, and correct it', async () => {
    const before = await hourly();
    await query(`update analytics.hourly set volume = volume + 1 where type = 'credit'`);
    await query('delete from analytics.account_days');
    const found = await command('verify');
    expect(found.out).toMatch(/analytics\.account_days: 0 rows .*\n.*analytics\.hourly: /);
    expect(found.code).toBe(1);
    expect(await countOf('account_days')).toBe(0);

    expect(await command('rebuild --operator ada')).toMatchObject({
      code: 0,
      out: expect.stringContaining('The rebuilt tables are in use now.'),
    });
    // What verifies changes nothing, and leaves no record.
    expect(await records()).toEqual(['analytics rebuild operator:ada']);
    expect(await hourly()).toEqual(before);
    expect(await command('verify')).toMatchObject({ code: 0, out: expect.stringContaining('Equal') });
  }, 200_000);

  test('replace those in use while the consumer runs, and no event is lost or counted twice', async () => {
    const rightsBefore = await rights();
    let published = 0;
    const over = new AbortController();
    // Publishes events from the start of the rebuild until its end.
    const traffic = (async () => {
      await eventually(async () => over.signal.aborted || (await rebuildRuns()));
      while (!over.signal.aborted) {
        const more = bankEvents({ tenantId, count: 20, from: to - 86_400_000, to });
        await publisher.publish(more.map(encoded));
        published += more.length;
        await pause(100, over.signal);
      }
    })();
    // The consumer continues between the swap and the comparison, which sees both sides as of the swap.
    const rebuilding = command('rebuild', { FLORIN_FAILPOINTS: 'rebuild.after-swap=delay(3000)' });
    await untilSwapped();
    const afterSwap = bankEvents({ tenantId, count: 50, from: to - 3_600_000, to });
    await publisher.publish(afterSwap.map(encoded));
    const rebuilt = await rebuilding;
    const during = published;
    over.abort();
    await traffic;
    expect(rebuilt).toMatchObject({ code: 0, out: expect.stringContaining('100 %') });
    expect(rebuilt.out).toContain('The rebuilt tables equal those that were in use.');
    expect(during).toBeGreaterThan(20);
    counted += published + afterSwap.length;
    await untilCounted(counted);
    expect(await command('verify')).toMatchObject({ code: 0, out: expect.stringContaining('Equal') });
    expect(await rights()).toEqual(rightsBefore);
  }, 200_000);

  test('wait for a unit of work in progress, and are refused if the log lacks an event that was counted', async () => {
    const before = await hourly();
    // This event is not committed before the rebuild waits for its lock.
    const running = await database.unitOfWork(async (unit) => {
      const sql = `insert into analytics.processed_events (event_id) values ('gone-from-the-log')`;
      await runParameterized(unit, sql, []);
      const rebuilding = command('rebuild');
      await eventually(rebuildWaits, { withinMs: 120_000, everyMs: 100 });
      return { rebuilding };
    });
    const { code, out } = await running.rebuilding;
    expect(out).toContain('The log lacks 1 of the events');
    expect(code).toBe(1);
    expect(await hourly()).toEqual(before);
    await query(`delete from analytics.processed_events where event_id = 'gone-from-the-log'`);
    expect(await schemas()).toEqual(['analytics']);
  }, 200_000);
});

describe('a rebuild that is killed', () => {
  const deaths: { line: FailpointName; at: number; leaves: string[] }[] = [
    { line: 'rebuild.before-swap', at: 1, leaves: ['analytics', 'analytics_rebuild'] },
    { line: 'rebuild.inside-swap', at: 3, leaves: ['analytics', 'analytics_rebuild'] },
    {
      line: 'rebuild.after-swap',
      at: 1,
      leaves: ['analytics', 'analytics_before_rebuild', 'analytics_rebuild'],
    },
  ];

  test.each(deaths)(
    'at $line leaves the totals unchanged, and the next one cleans up',
    async ({ line, at, leaves }) => {
      const [before, known] = [await totals(), (await records()).length];
      const { signal } = await command('rebuild', { FLORIN_FAILPOINTS: `${line}=kill:${at}` });
      expect(signal).toBe('SIGKILL');
      expect(await schemas()).toEqual(leaves);
      expect(await totals()).toEqual(before);
      // The record is in the commit that replaces the tables.
      expect(await records()).toHaveLength(line === 'rebuild.after-swap' ? known + 1 : known);

      const after = bankEvents({ tenantId, count: 50, from: to - 3_600_000, to });
      await publisher.publish(after.map(encoded));
      counted += after.length;
      await untilCounted(counted);
      expect(await command('rebuild')).toMatchObject({
        code: 0,
        out: expect.stringContaining('The rebuilt tables equal those that were in use.'),
      });
      expect(await schemas()).toEqual(['analytics']);
      expect(await countOf('processed_events')).toBe(counted);
    },
    200_000,
  );

  test('does not block the consumer once the tables are swapped, however long the comparison takes', async () => {
    const hanging = new AbortController();
    const rebuilding = command('rebuild', { FLORIN_FAILPOINTS: 'rebuild.after-swap=hang' }, hanging.signal);
    await untilSwapped();
    const meanwhile = bankEvents({ tenantId, count: 50, from: to - 3_600_000, to });
    await publisher.publish(meanwhile.map(encoded));
    counted += meanwhile.length;
    await untilCounted(counted);
    hanging.abort();
    await rebuilding;
    expect(await command('verify')).toMatchObject({ code: 0, out: expect.stringContaining('Equal') });
    expect(await schemas()).toEqual(['analytics']);
  }, 200_000);
});

test('the command refuses failpoints in production', async () => {
  const given = { NODE_ENV: 'production', FLORIN_FAILPOINTS: 'rebuild.before-swap=kill' };
  expect(await command('rebuild', given)).toMatchObject({
    code: 1,
    signal: null,
    out: expect.stringContaining('FLORIN_FAILPOINTS is refused where NODE_ENV is production'),
  });
});

test('the command prints its usage for an unknown argument', async () => {
  for (const line of ['rebuid', 'rebuild twice', 'rebuild --operator a/b', 'rebuild --fast'])
    expect(await command(line)).toMatchObject({ code: 2, out: expect.stringContaining('-- rebuild') });
});
