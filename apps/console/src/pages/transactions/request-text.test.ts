import { describe, expect, test } from '@jest/globals';
import type { Transaction } from '@florin/sdk';
import { requestTextOf } from './request-text.ts';

const base: Transaction = {
  id: 'txn_01m819eke0es3v0j9qtsf6ysh6',
  type: 'debit',
  status: 'completed',
  account_id: 'acct_01m819eke0e209k3gghyc4dkah',
  counterparty_account_id: null,
  from_account_id: null,
  to_account_id: null,
  amount: 50,
  currency: 'EUR',
  balance_after: 50,
  account_version: 2,
  reference: null,
  description: null,
  metadata: {},
  failure: null,
  hold_id: null,
  reverses: null,
  expires_at: null,
  captured_amount: null,
  effective_at: '2026-11-30T12:00:00.000Z',
  created_at: '2026-11-30T12:00:00.000Z',
  actor: null,
};

describe('the request of a transaction', () => {
  test('has what the caller sent, quoted for a shell', () => {
    const request = requestTextOf({ ...base, description: "Ada's rent" }, 'http://bank');
    expect(request?.curl).toContain('curl -X POST http://bank/transactions/debit');
    expect(request?.curl).toContain(`"description":"Ada'\\''s rent"`);
    expect(request?.sdk).toBe(
      `await florin.transactions.debit({\n  account_id: "${base.account_id}",\n  amount: 50,\n  currency: "EUR",\n  description: "Ada's rent"\n});`,
    );
  });

  test('is that of the hold or of the transaction that it changes', () => {
    const hold_id = 'txn_01m819eke0es3v0j9qtsf6ysh7';
    expect(requestTextOf({ ...base, type: 'void', hold_id }, '')?.sdk).toBe(
      `await florin.transactions.void('${hold_id}', {});`,
    );
    expect(requestTextOf({ ...base, type: 'reversal', reverses: base.id }, '')?.curl).toContain(
      `/transactions/${base.id}/reverse`,
    );
  });

  test('is missing for an expiry', () => {
    expect(requestTextOf({ ...base, type: 'expiry' }, '')).toBeUndefined();
  });
});
