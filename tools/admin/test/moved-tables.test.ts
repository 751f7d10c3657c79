import { connect, idToUuid, isTenantMoving, newId, runParameterized, type Database } from '@florin/database';
import { createTestDatabase, migrateBank, type TestDatabase } from '@florin/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { movedTables, tablesThatStay } from '../src/move/moved-tables.ts';

let own: TestDatabase;
let database: Database;

beforeAll(async () => {
  own = await createTestDatabase('bank', migrateBank);
  database = await connect({ url: own.url, applicationName: 'moved-tables-test', connectTimeoutMs: 20_000 });
});
afterAll(async () => {
  await database.close();
  await own.drop();
});

const names = async (sql: string): Promise<string[]> =>
  (await database.query<{ name: string }>(sql, [])).map(({ name }) => name);

const tables = `
  select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('ledger', 'access') and c.relkind in ('r', 'p') order by 1`;

test('every table of a cell moves with its tenant, or is listed with the reason why it stays', async () => {
  const listed = [...movedTables.map(({ name }) => name), ...Object.keys(tablesThatStay)];
  expect(listed.toSorted()).toEqual(await names(tables));
});

test('every table that moves refuses writes of a tenant that is closed', async () => {
  const guarded = await names(`
    select distinct tgrelid::regclass::text as name from pg_trigger
    where tgfoid in ('ledger.refuse_moving'::regproc, 'ledger.refuse_moving_row'::regproc, 'access.refuse_moving'::regproc) and tgtype & 4 > 0 order by 1`);
  expect(guarded).toEqual(movedTables.map(({ name }) => name).toSorted());
});

test('every trigger that would refuse the rows of a move, or write for them, knows of moves', async () => {
  const others = await names(`
    select t.tgrelid::regclass || ' ' || t.tgname as name from pg_trigger t
    where not t.tgisinternal and t.tgtype & 4 > 0 and pg_get_triggerdef(t.oid) !~ 'florin.moving'
      and t.tgrelid = any (array(select unnest('{${movedTables.map(({ name }) => name).join()}}'::text[])::regclass))
    order by 1`);
  // Those that fit: they check the copied rows, or add them up, or are about the apps' roles alone.
  expect(others).toEqual([
    'ledger.account_changes account_changes_of_tenant',
    'ledger.accounts accounts_open_with_movements',
    'ledger.accounts accounts_total_opened',
    'ledger.transactions transactions_check_posted',
    'ledger.transactions transactions_total_posted',
  ]);
});

test('no app writes for a tenant that has left, also with the setting of the copy', async () => {
  const tenant = newId('tenant');
  await database.query(`insert into ledger.tenants (id, name) values ($1, 'x')`, [idToUuid(tenant)]);
  const api = await connect({
    url: own.urlOf('api'),
    applicationName: 'moved-tables-test',
    connectTimeoutMs: 20_000,
  });
  const take = (key: string) =>
    api.of(tenant).unitOfWork(async (em) => {
      await runParameterized(em, `select set_config('florin.moving', 'on', true)`, []);
      const insert = `insert into ledger.idempotency_keys (tenant_id, key, fingerprint, operation) values ($1, $2, 'x', 'x')`;
      await runParameterized(em, insert, [idToUuid(tenant), key]);
    });
  try {
    await take('before');
    await database.query(
      `insert into ledger.tenant_moves (tenant_id, cell, state, moved_at, moved_by) values ($1, 'eu2', 'moved', now(), 'x')`,
      [idToUuid(tenant)],
    );
    const refused: unknown = await take('after').catch((error: unknown) => error);
    expect(isTenantMoving(refused)).toBe(true);
    expect(String(refused)).toContain(`tenant ${idToUuid(tenant)} moves to the cell eu2, or has moved there`);
  } finally {
    await api.close();
  }
});
