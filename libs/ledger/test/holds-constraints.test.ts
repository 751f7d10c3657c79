import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ascendingIds, idToUuid, runParameterized } from '@florin/database';
import { capture, debit, hold, reverse, type Transaction } from '../src/index.ts';
import { noDetails, openBank, type Bank } from './bank.ts';

/* PostgreSQL's constraints and triggers repeat the rules for holds and reversals, for writes that bypass the code. */

const nothingToSay = { reference: null, description: null, metadata: null };

let bank: Bank;
let accountId: string;
let placed: Transaction;
let taken: Transaction;
let spent: Transaction;

beforeAll(async () => {
  bank = await openBank();
  accountId = await bank.account(1_000);
  const post = async (command: Parameters<typeof bank.ledger.post>[0]) =>
    (await bank.ledger.post(command)).transaction;
  placed = await post(
    hold({ accountId, toAccountId: null, expiresAt: null, amount: 100, ...noDetails }, bank.request()),
  );
  taken = await post(capture(placed, { amount: 40, final: false, ...nothingToSay }, bank.request()));
  spent = await post(debit({ accountId, amount: 50, ...noDetails }, bank.request()));
  await post(reverse(spent, { amount: 30, ...nothingToSay }, bank.request()));
});
// Rows inserted by hand have no outbox entry, so the audit is skipped.
afterAll(() => bank.close({ audit: false }));

const run = (...statements: [sql: string, parameters: unknown[]][]) =>
  bank.database.unitOfWork(async (em) => {
    for (const [sql, parameters] of statements) await runParameterized(em, sql, parameters);
  });

const change = (what: string, { id }: Transaction) =>
  run([`update ledger.transactions set ${what} where id = $1`, [idToUuid(id)]]);

/** Inserts a row on a parent by hand, with the matching change of its account. */
function insertOnParent(row: {
  type: 'reversal' | 'capture' | 'void';
  parent: Transaction;
  amount: number;
  captured?: number;
  released?: number;
}) {
  const { type, parent, amount } = row;
  const now = new Date(Date.now() + 1);
  const isReversal = type === 'reversal';
  const [own, other] = isReversal ? ['to', 'from'] : ['from', 'to'];
  const balance = isReversal ? amount : type === 'capture' ? -amount : 0;
  const held = isReversal ? 0 : -(type === 'capture' ? amount : 0) - (row.released ?? 0);
  const statement = `
    insert into ledger.transactions (id, tenant_id, type, status, moves_as, ${own}_account_id, ${other}_account_id,
      currency, amount, ${own}_account_version, ${own}_balance_after, ${own}_held_after, parent_id, captured_amount,
      released_amount, effective_at, created_at)
    select $1, tenant_id, $2, 'completed', $3, id, $4, currency, $5, version, balance, nullif(held, 0), $6, $7, $8,
      $9, $9 from ledger.accounts where id = $10`;
  const outside = parent.fromAccountId === accountId ? parent.toAccountId : parent.fromAccountId;
  return run(
    [
      'update ledger.accounts set balance = balance + $1, held = held + $2, version = version + 1 where id = $3',
      [balance, held, idToUuid(accountId)],
    ],
    [
      statement,
      [
        ...[idToUuid(ascendingIds('txn', now)()), type, isReversal ? 'credit' : 'debit', idToUuid(outside)],
        ...[
          amount,
          idToUuid(parent.id),
          row.captured ?? null,
          row.released ?? null,
          now,
          idToUuid(accountId),
        ],
      ],
    ],
  );
}

describe('PostgreSQL refuses', () => {
  test('to change anything of an open hold except its captured amount and its end', async () => {
    const kept = { constraint: 'books_append_only' };
    for (const what of [
      'amount = 1000',
      `status = 'completed'`,
      'expires_at = now()',
      `metadata = '{}'`,
      'captured_amount = 39',
    ])
      await expect(change(what, placed)).rejects.toMatchObject(kept);
    await expect(change('captured_amount = 101', placed)).rejects.toMatchObject({
      constraint: 'transactions_captured',
    });
  });

  test('a capture that is not counted on its hold, and an end that leaves the hold open', async () => {
    const disagrees = { constraint: 'transactions_hold_agrees' };
    const capturing = insertOnParent({ type: 'capture', parent: placed, amount: 10, captured: 50 });
    await expect(capturing).rejects.toMatchObject(disagrees);
    const ending = insertOnParent({ type: 'void', parent: placed, amount: 60, captured: 40, released: 60 });
    await expect(ending).rejects.toMatchObject(disagrees);
  });

  test('a reversal of more than is left, or of a hold', async () => {
    const reversed = { constraint: 'transactions_reversed' };
    await expect(insertOnParent({ type: 'reversal', parent: spent, amount: 21 })).rejects.toMatchObject(
      reversed,
    );
    await expect(insertOnParent({ type: 'reversal', parent: placed, amount: 1 })).rejects.toMatchObject(
      reversed,
    );
    await insertOnParent({ type: 'reversal', parent: spent, amount: 20 });
  });

  test('a row on a missing parent', async () => {
    const nowhere = { ...taken, id: ascendingIds('txn', new Date())() };
    await expect(insertOnParent({ type: 'reversal', parent: nowhere, amount: 1 })).rejects.toMatchObject({
      constraint: 'transactions_parent_agrees',
    });
  });
});
