import { describe, expect, test } from '@jest/globals';
import { newId } from '@florin/database';
import type { TransactionsHolds } from '@florin/events';
import { sampleTransaction } from '@florin/testing';
import { movementOf } from './movement.ts';

function hold(change: string): TransactionsHolds {
  const [tenantId, accountId, id] = [newId('tenant'), newId('acct'), newId('txn')];
  const time = '2026-01-01T00:00:00.000Z';
  return {
    type: 'florin.transactions.holds.v1',
    id: `${id}:${accountId}:hold`,
    tenantId,
    accountId,
    time,
    data: {
      hold_id: id,
      transaction_id: id,
      tenant_id: tenantId,
      account_id: accountId,
      counterparty_account_id: null,
      change,
      amount: 500,
      currency: 'USD',
      hold_amount: 500,
      captured_amount: 0,
      remaining_amount: 500,
      status: 'held',
      held_after: 500,
      balance_after: 1_000,
      account_version: 4,
      expires_at: null,
      reference: null,
      description: null,
      metadata: {},
      effective_at: time,
      created_at: time,
      request_id: null,
    },
  };
}

describe('of what the bank tells, the rules look at', () => {
  test.each(['credit', 'debit', 'transfer', 'capture', 'word_of_tomorrow'])('a completed %s', (type) => {
    expect(movementOf(sampleTransaction({ type, direction: 'debit' }))).toMatchObject({
      outcome: 'completed',
      type,
      direction: 'debit',
    });
  });

  test('a hold when it is placed, and not what becomes of it', () => {
    expect(movementOf(hold('placed'))).toMatchObject({
      outcome: 'held',
      type: 'hold',
      direction: 'debit',
      amount: 500,
      accountVersion: 4,
    });
    for (const change of ['captured', 'voided', 'expired']) expect(movementOf(hold(change))).toBeUndefined();
  });

  test('refused debits, transfers and holds, and not what the bank itself was refused', () => {
    const refused = (type: string) =>
      movementOf(sampleTransaction({ type, failed: true, direction: 'debit' }));
    for (const type of ['debit', 'transfer', 'hold'])
      expect(refused(type)).toMatchObject({ outcome: 'failed' });
    for (const type of ['capture', 'void', 'expiry', 'reversal']) expect(refused(type)).toBeUndefined();
  });

  test('nothing that was put right: a reversal is no drain and no return', () => {
    expect(movementOf(sampleTransaction({ type: 'reversal', direction: 'debit' }))).toBeUndefined();
  });
});
