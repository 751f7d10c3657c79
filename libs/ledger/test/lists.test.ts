import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { itemAt } from '@florin/testing';
import fc from 'fast-check';
import { runParameterized, valuesOfRow } from '@florin/database';
import { credit, debit, transfer, type Transaction, type TransactionFilter } from '../src/index.ts';
import { Account } from '../src/entities/account.ts';
import { TransactionEntity } from '../src/entities/transaction.ts';
import { noDetails, openBank, type Bank } from './bank.ts';

/*
 * Compares lists with random filters, page by page, with a filter over all transactions in the test.
 */

let bank: Bank;
let accounts: string[];
let all: Transaction[];

beforeAll(async () => {
  bank = await openBank();
  accounts = await Promise.all([400, 300, 0].map((balance) => bank.account(balance)));
  for (const movement of fc.sample(movements, { numRuns: 6, seed: 11 })) {
    await Promise.allSettled(movement.map((each) => bank.ledger.post(command(each))));
  }
  all = await everyTransaction({});
});

afterAll(() => bank.close());

type ValueOf<A> = A extends fc.Arbitrary<infer Value> ? Value : never;

const details = {
  amount: fc.integer({ min: 1, max: 150 }),
  reference: fc.constantFrom(null, 'rent', 'wages'),
  metadata: fc.constantFrom<Record<string, string> | null>(
    null,
    {},
    { order: '1' },
    { order: '1', shop: 'a' },
    { order: '2', shop: 'a' },
  ),
};
const movement = fc.record({
  ...details,
  kind: fc.constantFrom('credit', 'debit', 'transfer'),
  from: fc.nat(2),
  step: fc.integer({ min: 1, max: 2 }),
});
const movements = fc.array(movement, { minLength: 20, maxLength: 20 });

function command({ kind, from, step, ...said }: ValueOf<typeof movement>) {
  const accountId = itemAt(accounts, from);
  const toAccountId = itemAt(accounts, (from + step) % 3);
  const request = { ...noDetails, ...said };
  if (kind === 'credit') return credit({ accountId, ...request }, bank.request());
  if (kind === 'debit') return debit({ accountId, ...request }, bank.request());
  return transfer({ fromAccountId: accountId, toAccountId, ...request }, bank.request());
}

async function everyTransaction(filter: Partial<TransactionFilter>): Promise<Transaction[]> {
  const found: Transaction[] = [];
  let below: string | undefined;
  do {
    const page = await bank.ledger.listTransactions(bank.tenantId, { limit: 7, ...filter, below });
    expect(page.rows.length).toBeLessThanOrEqual(filter.limit ?? 7);
    found.push(...page.rows);
    below = page.next;
  } while (below !== undefined);
  return found;
}

const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });
/** The moment of a transaction, or one right before or after it. */
const moment = fc
  .tuple(fc.nat(1_000), fc.integer({ min: -1, max: 1 }))
  .map(([index, beside]) => (rows: Transaction[], time: 'createdAt' | 'effectiveAt') => {
    return new Date(itemAt(rows, index % rows.length)[time].getTime() + beside);
  });
const query = fc.record({
  account: sometimes(fc.nat(2)),
  types: sometimes(fc.subarray<'credit' | 'debit' | 'transfer'>(['credit', 'debit', 'transfer'])),
  statuses: sometimes(fc.subarray<'completed' | 'failed'>(['completed', 'failed'])),
  amountMin: sometimes(fc.integer({ min: 1, max: 150 })),
  amountMax: sometimes(fc.integer({ min: 1, max: 150 })),
  reference: sometimes(fc.constantFrom('rent', 'wages', 'nothing')),
  metadata: sometimes(
    fc.constantFrom<Record<string, string>>({}, { order: '1' }, { shop: 'a', order: '2' }, { shop: 'b' }),
  ),
  createdFrom: sometimes(moment),
  createdTo: sometimes(moment),
  effectiveFrom: sometimes(moment),
  effectiveTo: sometimes(moment),
  limit: fc.integer({ min: 5, max: 100 }),
});

function filterOf({ account, ...requested }: ValueOf<typeof query>): TransactionFilter {
  return {
    ...requested,
    ...(account === undefined ? {} : { accountId: itemAt(accounts, account) }),
    createdFrom: requested.createdFrom?.(all, 'createdAt'),
    createdTo: requested.createdTo?.(all, 'createdAt'),
    effectiveFrom: requested.effectiveFrom?.(all, 'effectiveAt'),
    effectiveTo: requested.effectiveTo?.(all, 'effectiveAt'),
  };
}

function fits(row: Transaction, filter: TransactionFilter): boolean {
  const { accountId, types, statuses, metadata = {} } = filter;
  return [
    accountId === undefined || row.fromAccountId === accountId || row.toAccountId === accountId,
    types?.includes(row.type) ?? true,
    statuses?.includes(row.status) ?? true,
    row.amount >= (filter.amountMin ?? 0),
    row.amount <= (filter.amountMax ?? Infinity),
    filter.reference === undefined || row.reference === filter.reference,
    Object.entries(metadata).every(([key, value]) => row.metadata?.[key] === value),
    row.createdAt >= (filter.createdFrom ?? new Date(0)),
    row.createdAt < (filter.createdTo ?? new Date(4e12)),
    row.effectiveAt >= (filter.effectiveFrom ?? new Date(0)),
    row.effectiveAt < (filter.effectiveTo ?? new Date(4e12)),
  ].every(Boolean);
}

test('the ledger of this test has transactions for all filters', () => {
  expect(all.length).toBeGreaterThan(100);
  expect(new Set(all.map(({ type, status }) => `${type} ${status}`)).size).toBeGreaterThanOrEqual(5);
});

test('any list has the transactions that match its filters, newest first', async () => {
  await fc.assert(
    fc.asyncProperty(query, async (requested) => {
      const filter = filterOf(requested);
      expect(ids(await everyTransaction(filter))).toEqual(ids(all.filter((row) => fits(row, filter))));
    }),
    { numRuns: 60 },
  );
});

test('paging through a list while movements are posted returns every earlier transaction once', async () => {
  const filter = { accountId: itemAt(accounts, 0), limit: 3 };
  const expected = ids(all.filter((row) => fits(row, filter)));
  const seen: string[] = [];
  let below: string | undefined;
  do {
    const page = await bank.ledger.listTransactions(bank.tenantId, { ...filter, below });
    seen.push(...ids(page.rows));
    below = page.next;
    await bank.ledger.post(
      credit({ accountId: itemAt(accounts, 0), amount: 1, ...noDetails }, bank.request()),
    );
  } while (below !== undefined);
  expect(seen).toEqual(expected);
});

test('text from a client is never executed as SQL', async () => {
  const nasty = `x' or 1=1; drop table ledger.transactions; -- \\ $1 ? %_"`;
  const filters = [{ reference: nasty }, { metadata: { [nasty]: nasty } }];
  for (const filter of filters) expect(await everyTransaction(filter)).toEqual([]);
  const id = await bank.account(0, { name: nasty, metadata: { [nasty]: nasty } });
  const named = await bank.ledger.listAccounts(bank.tenantId, { name: nasty, limit: 5 });
  const marked = await bank.ledger.listAccounts(bank.tenantId, { metadata: { [nasty]: nasty }, limit: 5 });
  expect([...named.rows, ...marked.rows].map((account) => account.id)).toEqual([id, id]);
});

test('accounts are found by the beginning of their name, by status, metadata and time', async () => {
  const find = async (filter: object) => {
    const page = await bank.ledger.listAccounts(bank.tenantId, { limit: 100, ...filter });
    return page.rows.map(({ name }) => name);
  };
  for (const name of ['Ada', 'ADAM', 'Bea', '%', 'A_a']) {
    await bank.account(0, { name, metadata: { letter: name.charAt(0), shape: 'round' } });
  }
  expect(await find({ name: 'ada' })).toEqual(['ADAM', 'Ada']);
  expect(await find({ name: '%' })).toEqual(['%']);
  expect(await find({ name: 'a_' })).toEqual(['A_a']);
  expect(await find({ metadata: { letter: 'A', shape: 'round' } })).toEqual(['A_a', 'ADAM', 'Ada']);
  expect(await find({ metadata: { letter: 'A', shape: 'flat' } })).toEqual([]);
  expect(await find({ name: 'Ada', statuses: ['open', 'frozen'] })).toEqual(['ADAM', 'Ada']);
  expect(await find({ name: 'Ada', statuses: ['closed'] })).toEqual([]);
  const [bea] = (await bank.ledger.listAccounts(bank.tenantId, { name: 'Bea', limit: 1 })).rows;
  expect(await find({ createdFrom: new Date(bea!.createdAt), name: 'b' })).toEqual(['Bea']);
  expect(await find({ createdTo: new Date(bea!.createdAt), name: 'b' })).toEqual([]);
});

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

test('a row has the values that the ORM reads from it', async () => {
  await bank.database.read(async (em) => {
    const rowsOf = (table: string) =>
      runParameterized<Record<string, unknown>>(em, `select * from ledger.${table}`, []);
    const [accountRows, transactionRows] = [await rowsOf('accounts'), await rowsOf('transactions')];
    expect(Math.min(accountRows.length, transactionRows.length)).toBeGreaterThan(2);
    for (const row of accountRows) expect(valuesOfRow(em, Account, row)).toEqual({ ...em.map(Account, row) });
    for (const row of transactionRows)
      expect(valuesOfRow(em, TransactionEntity, row)).toEqual({ ...em.map(TransactionEntity, row) });
  });
});
