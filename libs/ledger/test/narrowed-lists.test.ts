import { connect, idToUuid, newId, runParameterized, type Database } from '@florin/database';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openBank, type Bank } from './bank.ts';

/*
 * Under row-level security PostgreSQL uses no index for @> and LIKE. A list by metadata or name must still read a few pages, and
 * not all of a tenant's rows. Rows are inserted as the administrator, without the triggers, because there are many.
 */

const rows = 20_000;
let bank: Bank;
let api: Database;

beforeAll(async () => {
  bank = await openBank();
  api = (await bank.as('api')).of(bank.tenantId);
  const account = await bank.account();
  const tenant = idToUuid(bank.tenantId);
  const seeding = await connect({
    ...{ url: bank.url, applicationName: 'seed', statementTimeoutMs: 300_000, connectTimeoutMs: 20_000 },
  });
  await seeding.unitOfWork(async (unit) => {
    await runParameterized(unit, `set local session_replication_role = replica`, []);
    await runParameterized(unit, insertTransactions, [tenant, idToUuid(account), rows]);
    await runParameterized(unit, insertAccounts, [tenant, rows]);
  });
  await seeding.query('vacuum analyze ledger.transactions, ledger.accounts', []);
  await seeding.close();
}, 400_000);
afterAll(() => bank.close({ audit: false }));

/** Every row is tagged, and one in 8,000 is rare. */
const metadata = `jsonb_build_object('shop', 'a', 'order', case when n % 8000 = 7 then 'rare' else n::text end)`;
const insertTransactions = `
  insert into ledger.transactions (id, tenant_id, type, status, from_account_id, to_account_id, currency, amount,
    to_account_version, to_balance_after, metadata, effective_at, created_at)
  select id, $1, 'credit', 'completed', $1, $2, 'USD', 1, n + 100, n, ${metadata},
    uuid_extract_timestamp(id), uuid_extract_timestamp(id)
  from (select n, uuidv7() as id from generate_series(1, $3::int) as n) as made`;
const insertAccounts = `
  insert into ledger.accounts (id, tenant_id, currency, name, metadata)
  select uuidv7(), $1, 'USD', case when n % 8000 = 7 then 'Rare ' || n else 'Shop ' || n end, ${metadata}
  from generate_series(1, $2::int) as n`;

/** The pages that a statement of the API's role reads, also within functions. */
async function pagesRead(sql: string, parameters: readonly unknown[]): Promise<number> {
  const plan = await api.read((unit) =>
    runParameterized<Record<string, string>>(unit, `explain (analyze, buffers) ${sql}`, parameters),
  );
  const [, hit, read] = /Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?/.exec(JSON.stringify(plan)) ?? [];
  return Number(hit ?? 0) + Number(read ?? 0);
}

const rare = { order: 'rare' };
const lookups = {
  transactions_with_metadata: JSON.stringify(rare),
  accounts_with_metadata: JSON.stringify(rare),
  accounts_named: 'rare%',
};

test.each(Object.entries(lookups))('%s finds a few rows by the index', async (lookup, wanted) => {
  const values = [idToUuid(bank.tenantId), wanted, 100];
  const sql = `select ledger.${lookup}($1, $2, $3)`;
  // The first call of a session also reads what the catalogue says about the table.
  await pagesRead(sql, values);
  expect(await pagesRead(sql, values)).toBeLessThan(200);
});

test('the same condition under row security reads all of the tenant, which is why there are these functions', async () => {
  const sql = `select id from ledger.transactions where metadata <> '{}' and metadata @> $1::jsonb`;
  expect(await pagesRead(sql, [JSON.stringify(rare)])).toBeGreaterThan(400);
});

test('lists find few rows, a page of many, and none of another tenant', async () => {
  const few = await bank.ledger.listTransactions(bank.tenantId, { metadata: rare, limit: 100 });
  expect(few.rows.map(({ metadata }) => metadata?.['order'])).toEqual(['rare', 'rare', 'rare']);
  const many = await bank.ledger.listTransactions(bank.tenantId, { metadata: { shop: 'a' }, limit: 100 });
  expect(many.rows).toHaveLength(100);
  expect(many.next).toBeDefined();
  const named = await bank.ledger.listAccounts(bank.tenantId, { name: 'rare', limit: 100 });
  expect(named.rows.map(({ name }) => name)).toEqual(['Rare 16007', 'Rare 8007', 'Rare 7']);
  const shops = await bank.ledger.listAccounts(bank.tenantId, {
    name: 'shop',
    metadata: { shop: 'a' },
    limit: 50,
  });
  expect(shops.rows).toHaveLength(50);
  const [other] = await api.read((unit) =>
    runParameterized<{ ids: string[] }>(
      unit,
      `select ledger.transactions_with_metadata(id, $1, 100) as ids from (select $2::uuid as id) as another`,
      [JSON.stringify(rare), idToUuid(newId('tenant'))],
    ),
  );
  expect(other?.ids).toEqual([]);
});
