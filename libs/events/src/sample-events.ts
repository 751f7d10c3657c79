import { accountsLifecycle, type AccountsLifecycle } from './accounts-lifecycle.ts';
import type { FlorinEvent } from './catalogue.ts';
import { encodeEvent, type EncodedEvent } from './encode-event.ts';
import { fraudAlerts, type FraudAlerts } from './fraud-alerts.ts';
import { notificationsDeliveries, type NotificationsDeliveries } from './notifications-deliveries.ts';
import { transactionsCompleted, type TransactionsCompleted } from './transactions-completed.ts';
import { transactionsFailed, type TransactionsFailed } from './transactions-failed.ts';
import { transactionsHolds, type TransactionsHolds } from './transactions-holds.ts';

/** One valid event of each kind, for the examples of the contract and for tests. */
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
    movement_limit: 50_000,
    daily_limit: null,
    external_id: null,
    name: 'Ada',
    account_version: 0,
    occurred_at: time,
  },
});

export const holdEvent = (): Omit<TransactionsHolds, 'type'> => ({
  id: `${transactionId}:${accountId}:hold`,
  tenantId,
  accountId,
  time,
  data: {
    hold_id: transactionId,
    transaction_id: transactionId,
    tenant_id: tenantId,
    account_id: accountId,
    counterparty_account_id: null,
    change: 'placed',
    amount: 40,
    currency: 'USD',
    hold_amount: 40,
    captured_amount: 0,
    remaining_amount: 40,
    status: 'held',
    held_after: 40,
    balance_after: 100,
    account_version: 2,
    expires_at: '2026-11-29T10:00:00.000Z',
    reference: 'booking 12',
    description: null,
    metadata: {},
    effective_at: time,
    created_at: time,
    request_id: null,
  },
});

export const alertEvent = (): Omit<FraudAlerts, 'type'> => ({
  id: 'alrt_01kaq2zv5ve8ht3c0g4y0b9t3d:raised',
  tenantId,
  accountId,
  time,
  data: {
    alert_id: 'alrt_01kaq2zv5ve8ht3c0g4y0b9t3d',
    tenant_id: tenantId,
    account_id: accountId,
    rule: 'velocity',
    severity: 'medium',
    reason: '12 debits within 60 s, more than 10',
    evidence: [transactionId],
    raised_at: time,
  },
});

export const deliveryEvent = (): Omit<NotificationsDeliveries, 'type'> => ({
  id: 'dlv_01kaq2zv5ve8ht3c0g4y0b9t3e:1',
  tenantId,
  accountId,
  time,
  data: {
    delivery_id: 'dlv_01kaq2zv5ve8ht3c0g4y0b9t3e',
    tenant_id: tenantId,
    account_id: accountId,
    endpoint_id: 'we_01kaq2zv5ve8ht3c0g4y0b9t3f',
    event_id: `${transactionId}:${accountId}`,
    event_type: 'florin.transactions.completed.v1',
    status: 'delivered',
    attempt: 1,
    response_status: 204,
    at: time,
  },
});

/** One Kafka message of each kind. */
export const sampleMessages = (): Record<FlorinEvent['type'], EncodedEvent> => ({
  [transactionsCompleted.type]: encodeEvent(transactionsCompleted, completedEvent()),
  [transactionsFailed.type]: encodeEvent(transactionsFailed, failedEvent()),
  [transactionsHolds.type]: encodeEvent(transactionsHolds, holdEvent()),
  [accountsLifecycle.type]: encodeEvent(accountsLifecycle, lifecycleEvent()),
  [fraudAlerts.type]: encodeEvent(fraudAlerts, alertEvent()),
  [notificationsDeliveries.type]: encodeEvent(notificationsDeliveries, deliveryEvent()),
});
