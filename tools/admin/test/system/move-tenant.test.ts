import { accessEntities } from '@florin/access';
import { connect, derivedUrlOfRole, type Database } from '@florin/database';
import { auditLedger, ledgerEntities } from '@florin/ledger';
import { Florin, FlorinError } from '@florin/sdk';
import { failpointNames } from '@florin/service';
import {
  createTestDatabase,
  eventually,
  migrateBank,
  openTenant,
  startApp,
  startBank,
  type Bank,
  type StartedApp,
  type TestDatabase,
} from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile, type ChildProcess } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const program = new URL('../../src/main.ts', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'florin-cells-'));
const routes = join(folder, 'moved-keys.map');
let one: Bank;
let other: TestDatabase;
let two: StartedApp;
const databases: Database[] = [];

beforeAll(async () => {
  [one, other] = await Promise.all([
    startBank({ apps: ['api', 'worker'], env: { CELL: 'eu1' } }),
    createTestDatabase('bank', migrateBank),
  ]);
  two = await startApp('api', { DATABASE_URL: other.url, CELL: 'eu2' });
  for (const url of [one.databaseUrl, other.url]) {
    const entities = [...ledgerEntities, ...accessEntities];
    databases.push(await connect({ url, entities, applicationName: 'cells-test', connectTimeoutMs: 20_000 }));
  }
}, 300_000);

afterAll(async () => {
  await Promise.all(databases.map((database) => database.close()));
  await two?.stop();
  await one?.stop();
  await other?.drop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

type Outcome = { code: number | null; signal: string | null; out: string; err: string };

/** The command as operators run it, in a process of its own. */
function launchMove(tenantId: string, failpoints = ''): { process: ChildProcess; ended: Promise<Outcome> } {
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: derivedUrlOfRole(one.databaseUrl, 'managesAllTenants'),
    DATABASE_OWNER_URL: derivedUrlOfRole(one.databaseUrl, 'owner'),
    CELL_DATABASE_OWNER_URLS: `eu2=${other.urlOf('owner')}`,
    FLORIN_FAILPOINTS: failpoints,
  };
  const args = ['move-tenant', '--tenant', tenantId, '--to', 'eu2', '--map', routes, '--json'];
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const child = execFile(process.execPath, [program, ...args], { env }, (_error, out, err) =>
    resolve({ code: child.exitCode, signal: child.signalCode, out, err }),
  );
  return { process: child, ended: promise };
}

const moveToTwo = (tenantId: string, failpoints?: string): Promise<Outcome> =>
  launchMove(tenantId, failpoints).ended;

/** Where the balancer leads a key: to the cell that the map names, or to the one that made it. */
function cellOf(key: string): string {
  const hash = createHash('sha256').update(key).digest('hex');
  const isMoved = existsSync(routes) && readFileSync(routes, 'utf8').includes(`${hash} eu2`);
  return isMoved ? two.url : one.url;
}

const florinOf = (key: string, url = cellOf(key)) => new Florin({ apiKey: key, baseUrl: url, maxRetries: 0 });

/** Repeats a request under its key until it has an outcome, as a client does that is answered 503. */
async function settled<T>(send: () => Promise<T>, onRefusal: () => void = () => undefined): Promise<T> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof FlorinError) || error.status !== 503) throw error;
      onRefusal();
      await sleep(50);
    }
  }
}

async function saysOf({ stderr }: ChildProcess, text: string): Promise<void> {
  let said = '';
  stderr?.on('data', (part) => (said += String(part)));
  await eventually(() => said.includes(text), { withinMs: 120_000 });
}

const expectCleanBooks = async () => {
  for (const database of databases) expect(await auditLedger(database)).toEqual([]);
};

describe('a tenant that moves to another cell', () => {
  test('under its own load loses nothing, doubles nothing, and is refused only for the switch', async () => {
    const { tenantId, apiKey } = await openTenant(one.databaseUrl);
    const ids: string[] = [];
    for (let index = 0; index < 8; index++) {
      const options = { idempotencyKey: `open-${index}` };
      ids.push((await florinOf(apiKey).accounts.create({ initial_balance: 100_000 }, options)).id);
    }
    const hold = await florinOf(apiKey).transactions.hold({ account_id: String(ids[0]), amount: 500 });
    const later = await florinOf(apiKey).scheduledTransactions.create({
      ...{ type: 'debit', account_id: String(ids[1]), amount: 7 },
      scheduled_for: new Date(Date.now() + 3_600_000).toISOString(),
    });
    const expected = new Map(ids.map((id): [string, number] => [id, 100_000]));
    const acknowledged: string[] = [];
    const refusals: number[] = [];
    const stop = new AbortController();
    const clients = [0, 1, 2, 3].map(async (client) => {
      const [from, to] = [ids[client * 2] ?? '', ids[client * 2 + 1] ?? ''];
      while (!stop.signal.aborted) {
        const options = { idempotencyKey: randomUUID() };
        const wanted = { from_account_id: from, to_account_id: to, amount: 3 };
        const { id } = await settled(
          () => florinOf(apiKey).transactions.transfer(wanted, options),
          () => refusals.push(Date.now()),
        );
        acknowledged.push(id);
        expected.set(from, (expected.get(from) ?? 0) - 3);
        expected.set(to, (expected.get(to) ?? 0) + 3);
      }
    });
    await eventually(() => acknowledged.length > 200, { withinMs: 120_000 });
    const moved = await moveToTwo(tenantId);
    expect(moved).toMatchObject({ code: 0 });
    const before = acknowledged.length;
    await eventually(() => acknowledged.length > before + 100, { withinMs: 120_000 });
    stop.abort();
    await Promise.all(clients);

    // PostgreSQL ends the first 1.5 s of it; the rest depends on the machine. The drill reports it.
    expect(Number(JSON.parse(moved.out).writes_refused_ms)).toBeLessThan(10_000);
    expect(refusals.length).toBeGreaterThan(0);
    const there = florinOf(apiKey, two.url);
    for (const [id, balance] of expected) expect(await there.accounts.get(id)).toMatchObject({ balance });
    for (const id of new Set(acknowledged)) expect(await there.transactions.get(id)).toMatchObject({ id });
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    const counted = `select count(*)::int as count from ledger.transactions where type = 'transfer' and tenant_id in
      (select tenant_id from ledger.accounts where name is null) and idempotency_key is not null`;
    const [row] = (await databases[1]?.query<{ count: number }>(counted, [])) ?? [];
    expect(row?.count).toBe(acknowledged.length);

    // What was open moves too, and goes on there.
    await there.transactions.capture(hold.id, { amount: 200 });
    expect(await there.scheduledTransactions.get(later.id)).toMatchObject({ status: 'pending' });
    expect(
      await there.accounts.create({ initial_balance: 100_000 }, { idempotencyKey: 'open-0' }),
    ).toMatchObject({
      id: ids[0],
    });
    // The cell that the tenant has left refuses it, once its cached credential has ended: first as a balancer's delay, then for good.
    const atOne = () =>
      florinOf(apiKey, one.url)
        .accounts.list()
        .then(
          () => 'served',
          (error: unknown) =>
            error instanceof FlorinError ? `${error.status} ${error.message}` : String(error),
        );
    await eventually(async () => (await atOne()).startsWith('503'), { withinMs: 60_000 });
    await databases[0]?.query(`update access.tenant_moves set moved_at = moved_at - interval '1 hour'`, []);
    await eventually(
      async () => (await atOne()).includes('is for the cell eu2: its tenant has moved there'),
      {
        withinMs: 60_000,
      },
    );
    await expectCleanBooks();
  }, 400_000);

  const lines = failpointNames.filter((name) => name.startsWith('move.'));
  test.each(lines)(
    'goes on when the command is repeated after a kill at %s',
    async (line) => {
      const { tenantId, apiKey } = await openTenant(one.databaseUrl);
      const { id } = await florinOf(apiKey).accounts.create({ initial_balance: 1_000 });
      await florinOf(apiKey).transactions.debit({ account_id: id, amount: 10 });
      expect(await moveToTwo(tenantId, `${line}=kill`)).toMatchObject({ signal: 'SIGKILL' });

      // One cell serves the tenant: the first one until it has given the tenant away, and after two seconds for writes, too.
      const hasLeft = line === 'move.after-leaving' || line === 'move.after-arriving';
      if (!hasLeft) {
        const options = { idempotencyKey: 'meanwhile' };
        const send = () =>
          florinOf(apiKey, one.url).transactions.debit({ account_id: id, amount: 1 }, options);
        await settled(send);
      }
      const isServed = line === 'move.after-arriving';
      const read = florinOf(apiKey, two.url).accounts.get(id);
      expect(
        await read.then(
          () => true,
          () => false,
        ),
      ).toBe(isServed);

      expect(await moveToTwo(tenantId)).toMatchObject({ code: 0 });
      const balance = hasLeft ? 990 : 989;
      expect(await settled(() => florinOf(apiKey).accounts.get(id))).toMatchObject({ balance });
      await florinOf(apiKey).transactions.debit({ account_id: id, amount: 1 });
      await expectCleanBooks();
    },
    240_000,
  );

  test('is moved once when a command was paused and another one went on', async () => {
    const { tenantId, apiKey } = await openTenant(one.databaseUrl);
    const { id } = await florinOf(apiKey).accounts.create({ initial_balance: 1_000 });
    const paused = launchMove(tenantId, 'move.before-leaving=delay(10000)');
    // All that it still does is the switch.
    await saysOf(paused.process, 'both cells agree');
    paused.process.kill('SIGSTOP');
    await settled(() => florinOf(apiKey, one.url).transactions.debit({ account_id: id, amount: 10 }));
    expect(await moveToTwo(tenantId)).toMatchObject({ code: 0 });
    await settled(() => florinOf(apiKey).transactions.debit({ account_id: id, amount: 1 }));
    // It goes on with what it knew before.
    paused.process.kill('SIGCONT');
    const late = await paused.ended;
    expect(late).toMatchObject({
      code: 1,
      err: expect.stringContaining('does not arrive at the other cell'),
    });
    expect(await florinOf(apiKey).accounts.get(id)).toMatchObject({ balance: 989 });
    await expectCleanBooks();
  }, 240_000);

  test('is not copied by two commands at once', async () => {
    const { tenantId, apiKey } = await openTenant(one.databaseUrl);
    await florinOf(apiKey).accounts.create({ initial_balance: 1_000 });
    const first = moveToTwo(tenantId, 'move.inside-copy=delay(4000):2');
    const copies = `select from pg_stat_activity where application_name = 'florin-move-tenant' and state = 'idle in transaction'
      and datname = current_database()`;
    await eventually(async () => ((await databases[1]?.query(copies, [])) ?? []).length > 0, {
      withinMs: 60_000,
    });
    expect(await moveToTwo(tenantId)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Another command moves this tenant/),
    });
    expect(await first).toMatchObject({ code: 0 });
    await expectCleanBooks();
  }, 240_000);
});
