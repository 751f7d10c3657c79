import { newId } from '@florin/database';
import type { TransactionsHolds } from '@florin/events';

type SampleHold = {
  tenantId?: string;
  accountId?: string;
  change?: string;
  createdAt?: string;
  accountVersion?: number;
};

/** The event of a hold of 5.00 USD; the default is a hold that was placed. */
export function sampleHold(given: SampleHold = {}): TransactionsHolds {
  const { tenantId = newId('tenant'), accountId = newId('acct'), change = 'placed' } = given;
  const { createdAt: time = '2026-01-01T00:00:00.000Z', accountVersion = 4 } = given;
  const id = newId('txn');
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
      account_version: accountVersion,
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
