import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ascendingIds, idToUuid, newId, runParameterized } from '@florin/database';
import { credit } from '../src/index.ts';
import { noDetails, openBank, type Bank } from './bank.ts';

let bank: Bank;
let accountId: string;
let externalId: string;
let foreignId: string;
beforeAll(async () => {
  bank = await openBank();
  accountId = await bank.account(100);
  const euro = await bank.ledger.openAccount(
    { currency: 'EUR', initialBalance: 0, overdraftLimit: 0, externalId: null, name: null, metadata: {} },
    bank.request(),
  );
  foreignId = euro.account.id;
  const { transaction } = await bank.ledger.post(
    credit({ accountId, amount: 1, ...noDetails }, bank.request()),
  );
  externalId = transaction.fromAccountId;
});
// Rows inserted by hand do not add up, so the audit is skipped.
afterAll(() => bank.close({ audit: false }));

const run = (sql: string, parameters: unknown[] = []) =>
  bank.database.unitOfWork((em) => runParameterized(em, sql, parameters));

const insert = (row: Record<string, unknown>) => {
  const now = new Date();
  const all: Record<string, unknown> = {
    id: idToUuid(ascendingIds('txn', now)()),
    tenant_id: idToUuid(bank.tenantId),
    type: 'credit',
    status: 'failed',
    failure_code: 'insufficient_funds',
    from_account_id: idToUuid(externalId),
    to_account_id: idToUuid(accountId),
    currency: 'USD',
    amount: 1,
    effective_at: now,
    created_at: now,
    ...row,
  };
  const names = Object.keys(all);
  const places = names.map((_, index) => `$${index + 1}`);
  return run(`insert into ledger.transactions (${names}) values (${places})`, Object.values(all));
};

const refusedBy = (constraint: string) => ({ constraint });

describe('PostgreSQL refuses what the rules refuse', () => {
  test('a correct row is accepted', async () => {
    await insert({});
  });

  test.each([
    ['an amount of zero', { amount: 0 }, 'transactions_amount_check'],
    ['a negative amount', { amount: -1 }, 'transactions_amount_check'],
    ['a currency that is not three letters', { currency: 'usd' }, 'transactions_currency_check'],
    [
      'a failed row that moves an account',
      { to_account_version: 3, to_balance_after: 5 },
      'transactions_failed_moves_nothing',
    ],
    [
      'a completed row that moves nothing',
      { status: 'completed', failure_code: null },
      'transactions_versioned',
    ],
    ['a failure without a reason', { failure_code: null }, 'transactions_failure'],
    [
      'a version without a balance',
      { status: 'completed', failure_code: null, to_account_version: 9 },
      'transactions_balance_with_version',
    ],
    ['a key without a fingerprint', { idempotency_key: 'k' }, 'transactions_fingerprint'],
    ['a type nobody knows', { type: 'gift', moves_as: 'debit' }, 'transactions_type_check'],
    [
      'an id with another time than the row',
      { created_at: new Date(Date.now() - 1_000), effective_at: new Date(0) },
      'transactions_id_tells_time',
    ],
    [
      'a movement with an effective time in the future',
      { effective_at: new Date(Date.now() + 60_000) },
      'transactions_not_in_advance',
    ],
    ['a capture of nothing', { type: 'capture', moves_as: 'debit' }, 'transactions_parent'],
    ['a credit that moves as something else', { moves_as: 'debit' }, 'transactions_moves_as'],
    ['a credit that expires', { expires_at: new Date() }, 'transactions_expires'],
    ['a held credit', { status: 'held', failure_code: null }, 'transactions_hold_status'],
    ['an amount captured by a credit', { captured_amount: 1 }, 'transactions_captured'],
    ['something held without a version', { to_held_after: 1 }, 'transactions_held_with_version'],
  ])('%s', async (_name, row, constraint) => {
    await expect(insert(row)).rejects.toMatchObject(refusedBy(constraint));
  });

  test('a movement between two currencies, from nowhere, from itself, or for another tenant', async () => {
    const sides = refusedBy('transactions_sides_agree');
    await expect(insert({ to_account_id: idToUuid(foreignId) })).rejects.toMatchObject(sides);
    await expect(insert({ to_account_id: idToUuid(newId('acct')) })).rejects.toMatchObject(sides);
    await expect(insert({ tenant_id: idToUuid(newId('tenant')) })).rejects.toMatchObject(sides);
    await expect(insert({ from_account_id: idToUuid(accountId) })).rejects.toMatchObject(
      refusedBy('transactions_two_sides'),
    );
  });

  test('a movement whose balance differs from that of its account', async () => {
    const completed = { status: 'completed', failure_code: null };
    const disagrees = refusedBy('transactions_agree_with_account');
    await expect(
      insert({ ...completed, to_account_version: 3, to_balance_after: 102 }),
    ).rejects.toMatchObject(disagrees);
  });

  test('a version of an account that exists already', async () => {
    const row = { status: 'completed', failure_code: null, to_account_version: 1, to_balance_after: 100 };
    await expect(insert(row)).rejects.toMatchObject(refusedBy('transactions_to_version'));
  });

  test('one idempotency key twice for a tenant', async () => {
    const row = { idempotency_key: 'twice', fingerprint: Buffer.from('x') };
    await insert(row);
    await expect(insert(row)).rejects.toMatchObject(refusedBy('transactions_idempotency_key'));
  });

  test('updating, deleting or truncating posted transactions', async () => {
    const kept = refusedBy('books_append_only');
    await expect(run('update ledger.transactions set amount = amount + 1')).rejects.toMatchObject(kept);
    await expect(run('delete from ledger.transactions')).rejects.toMatchObject(kept);
    await expect(run('truncate ledger.transactions cascade')).rejects.toMatchObject(kept);
    await expect(run('delete from ledger.accounts')).rejects.toMatchObject(kept);
    await expect(run(`update ledger.accounts set currency = 'GBP'`)).rejects.toMatchObject(kept);
  });

  test('an account below its limit, beyond exact integers, or an external account with a balance', async () => {
    const set = (what: string, id: string) =>
      run(`update ledger.accounts set ${what} where id = $1`, [idToUuid(id)]);
    await expect(set('balance = -1', accountId)).rejects.toMatchObject(refusedBy('accounts_within_limit'));
    await expect(set('held = balance + 1', accountId)).rejects.toMatchObject(
      refusedBy('accounts_within_limit'),
    );
    await expect(set('balance = 9007199254740992', accountId)).rejects.toMatchObject(
      refusedBy('accounts_balance_check'),
    );
    await expect(set('balance = 1', externalId)).rejects.toMatchObject(
      refusedBy('accounts_outside_untouched'),
    );
    await expect(set(`status = 'closed'`, accountId)).rejects.toMatchObject(
      refusedBy('accounts_closed_empty'),
    );
  });
});
