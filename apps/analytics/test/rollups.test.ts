import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { idFromUuid, newId } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import { openAppDatabase, sampleTransaction, sampleTransfer, type AppDatabase } from '@florin/testing';
import { migrateAnalytics } from '../src/migrate.ts';
import { handleEvents } from '../src/rollups/handle-events.ts';
import { bankEvents, openedEvent, shuffled } from './bank-events.ts';

let own: AppDatabase;

beforeAll(async () => {
  own = await openAppDatabase('analytics', migrateAnalytics);
});

afterAll(async () => {
  await own?.close();
});

type Row = Record<string, unknown>;
const query = (sql: string, parameters: readonly unknown[] = []) => own.run<Row>(sql, parameters);

const tables = async () =>
  (
    await query(
      `select tablename as name from pg_tables
        where schemaname = 'analytics' and tablename not in ('migrations', 'processed_events') order by 1`,
    )
  ).map(({ name }) => String(name));

/** All rows of all roll-ups, as text. */
async function everything(): Promise<Record<string, string[]>> {
  const contents: Record<string, string[]> = {};
  for (const table of await tables()) {
    const rows = await query(`select t::text as row from analytics.${table} t order by 1`);
    contents[table] = rows.map(({ row }) => String(row));
  }
  return contents;
}

beforeEach(async () => {
  for (const table of await tables()) await query(`truncate analytics.${table}`);
});

const handle = (events: readonly FlorinEvent[]) =>
  own.database.unitOfWork((unit) => handleEvents(events, unit, 'analytics'), { attempts: 1 });

function batches<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

describe('roll-ups', () => {
  const day = 86_400_000;
  const to = Date.parse('2026-03-02T12:00:00Z');
  const events = bankEvents({ tenantId: newId('tenant'), count: 3_000, from: to - 3 * day, to });

  test('do not depend on the order of events or the number of instances, and instances do not deadlock', async () => {
    for (const batch of batches(events, 1_000)) await handle(batch);
    const inOrder = await everything();
    expect(Object.entries(inOrder).filter(([, rows]) => rows.length === 0)).toEqual([]);

    for (const table of await tables()) await query(`truncate analytics.${table}`);
    const parts = batches(shuffled(events), 40);
    const instance = async () => {
      for (let part = parts.pop(); part; part = parts.pop()) await handle(part);
    };
    // Units of work have one attempt, so a deadlock would fail the test.
    await Promise.all([instance(), instance(), instance()]);
    expect(await everything()).toEqual(inOrder);
  });

  test('contain what each account received and paid, and its balance at the end of each hour', async () => {
    for (const batch of batches(shuffled(events), 500)) await handle(batch);
    const rows = await query(
      `select account_id, sum(received)::text as received, sum(paid)::text as paid,
              (array_agg(closing_balance order by closing_version desc))[1]::text as balance
         from analytics.account_hours group by account_id`,
    );
    const moved = events.filter((event) => event.type === 'florin.transactions.completed.v1');
    const ofAccount = Map.groupBy(moved, ({ accountId }) => accountId);
    expect(rows).toHaveLength(ofAccount.size);
    for (const { account_id, ...sums } of rows) {
      const own = ofAccount.get(idFromUuid('acct', String(account_id)))!;
      const sumOf = (direction: string) =>
        own.reduce((sum, { data }) => sum + (data.direction === direction ? data.amount : 0), 0);
      const received = sumOf('credit');
      const paid = sumOf('debit');
      expect(sums).toEqual({ received: `${received}`, paid: `${paid}`, balance: `${received - paid}` });
    }
    const [{ net } = {}] = await query('select sum(net)::text as net from analytics.hourly');
    const total = moved.reduce(
      (sum, { data }) => sum + (data.direction === 'credit' ? data.amount : -data.amount),
      0,
    );
    expect(net).toBe(String(total));
  });

  test('close an hour with the balance of its highest version, in any order of arrival', async () => {
    const accountId = newId('acct');
    const createdAt = '2026-03-01T10:30:00.000Z';
    const movement = (accountVersion: number, balanceAfter: number) =>
      sampleTransaction({ accountId, accountVersion, balanceAfter, createdAt });
    await handle([movement(3, 300), movement(1, 100)]);
    await handle([movement(2, 200)]);
    const rows = await query(
      'select closing_version, closing_balance, received from analytics.account_hours',
    );
    expect(rows).toEqual([{ closing_version: '3', closing_balance: '300', received: '300' }]);
  });

  test('count an account as active once per day, and both sides of a transfer', async () => {
    const tenantId = newId('tenant');
    const [from, to] = [newId('acct'), newId('acct')];
    for (const createdAt of [
      '2026-02-28T23:59:59.999Z',
      '2026-03-01T00:00:00.000Z',
      '2026-03-01T20:00:00Z',
    ]) {
      await handle(sampleTransfer({ tenantId, from, to, createdAt }));
      await handle([sampleTransaction({ tenantId, accountId: from, createdAt })]);
    }
    const days = await query('select day::text, active from analytics.daily_accounts order by day');
    expect(days).toEqual([
      { day: '2026-02-28', active: '2' },
      { day: '2026-03-01', active: '2' },
    ]);
    const months = await query(
      'select month::text, count(*)::int from analytics.account_months group by 1 order by 1',
    );
    expect(months).toEqual([
      { month: '2026-02-01', count: 2 },
      { month: '2026-03-01', count: 2 },
    ]);
  });

  test('count placed, voided and expired holds, and a capture as a transaction', async () => {
    const holds = bankEvents({ tenantId: newId('tenant'), count: 400, from: to - day, to }).filter(
      (event) => event.type === 'florin.transactions.holds.v1',
    );
    await handle(holds);
    const counts = (change: string) => {
      const ofChange = holds.filter(({ data }) => data.change === change);
      return { count: ofChange.length, volume: ofChange.reduce((sum, { data }) => sum + data.amount, 0) };
    };
    const rows = await query(
      `select type, sum(count)::int as count, sum(volume)::int as volume, sum(net)::int as net
         from analytics.hourly group by type order by type`,
    );
    expect(rows).toEqual([
      { type: 'expiry', ...counts('expired'), net: 0 },
      { type: 'hold', ...counts('placed'), net: 0 },
      { type: 'void', ...counts('voided'), net: 0 },
    ]);
  });

  test('record when accounts were opened, and count changes of any kind', async () => {
    const opened = openedEvent({
      tenantId: newId('tenant'),
      accountId: newId('acct'),
      at: '2026-03-01T10:00:00Z',
    });
    const frozen = { ...opened, id: 'x', data: { ...opened.data, change: 'put-on-ice' } };
    await handle([frozen, opened]);
    expect(await query('select change, count from analytics.hourly_account_changes order by 1')).toEqual([
      { change: 'opened', count: '1' },
      { change: 'put-on-ice', count: '1' },
    ]);
    expect(await query('select count(*)::int from analytics.accounts')).toEqual([{ count: 1 }]);
  });
});
