import type { AccountsLifecycle, TransactionsCompleted, TransactionsFailed } from './index.ts';

/** Valid events for the tests of this room. */
const tenantId = 'tenant_01kaq2zv5ve8ht3c0g4y0b9t3a';
const accountId = 'acct_01kaq2zv5ve8ht3c0g4y0b9t3b';
const transactionId = 'txn_01kaq2zv5ve8ht3c0g4y0b9t3c';
const time = '2026-11-22T10:00:00.123Z';

const movement = {
  transaction_id: transactionId,
  tenant_id: tenantId,
  account_id: accountId,
  counterparty_account_id: null,
  type: 'credit',
  direction: 'credit' as const,
  amount: 100,
  currency: 'USD',
  reference: 'invoice 7',
  description: null,
  metadata: { amount: 1.5, note: 'ünïcode "amount":1.5' },
  effective_at: time,
  created_at: time,
  request_id: null,
};

export const completedEvent = (): Omit<TransactionsCompleted, 'type'> => ({
  id: `${transactionId}:${accountId}`,
  tenantId,
  accountId,
  time,
  data: { ...movement, status: 'completed', balance_after: 100, account_version: 1 },
});

export const failedEvent = (): Omit<TransactionsFailed, 'type'> => ({
  id: `${transactionId}:${accountId}`,
  tenantId,
  accountId,
  time,
  data: {
    ...movement,
    direction: 'debit',
    status: 'failed',
    failure: { code: 'insufficient_funds', message: 'The account does not hold that much.' },
  },
});

export const lifecycleEvent = (): Omit<AccountsLifecycle, 'type'> => ({
  id: `${accountId}:opened`,
  tenantId,
  accountId,
  time,
  data: {
    account_id: accountId,
    tenant_id: tenantId,
    change: 'opened',
    status: 'open',
    currency: 'USD',
    overdraft_limit: 0,
    external_id: null,
    name: 'Ada',
    account_version: 0,
    occurred_at: time,
  },
});
