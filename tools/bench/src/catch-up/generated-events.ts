import {
  accountsLifecycle,
  encodeEvent,
  transactionsCompleted,
  transactionsFailed,
  transactionsHolds,
  type EncodedEvent,
} from '@florin/events';

/** The state of an account at the moment of an event. */
export type Account = { id: string; tenantId: string; currency: string; balance: number; version: number };

export type Movement = {
  transactionId: string;
  createdAt: string;
  type: string;
  direction: 'credit' | 'debit';
  amount: number;
  counterpartyId: string | null;
};

export function openedEvent({ id, tenantId, currency }: Account, at: string): EncodedEvent {
  return encodeEvent(accountsLifecycle, {
    ...{ id: `${id}:opened`, tenantId, accountId: id, time: at },
    data: {
      account_id: id,
      tenant_id: tenantId,
      change: 'opened',
      status: 'open',
      currency,
      overdraft_limit: 0,
      external_id: null,
      name: null,
      account_version: 0,
      occurred_at: at,
    },
  });
}

/** `account` is the state after the movement. */
export function completedEvent(account: Account, movement: Movement): EncodedEvent {
  return encodeEvent(transactionsCompleted, {
    ...envelope(account, movement),
    data: {
      ...commonFields(account, movement),
      ...{ type: movement.type, direction: movement.direction, status: 'completed' },
      ...{ balance_after: account.balance, account_version: account.version },
    },
  });
}

export function refusedEvent(account: Account, movement: Movement): EncodedEvent {
  return encodeEvent(transactionsFailed, {
    ...envelope(account, movement),
    data: {
      ...commonFields(account, movement),
      ...{ type: movement.type, direction: movement.direction, status: 'failed' },
      failure: { code: 'insufficient_funds', message: 'The account does not cover the amount.' },
    },
  });
}

export function placedEvent(account: Account, movement: Movement): EncodedEvent {
  const { transactionId, amount } = movement;
  const { id, ...common } = envelope(account, movement);
  return encodeEvent(transactionsHolds, {
    ...{ id: `${id}:hold`, ...common },
    data: {
      ...commonFields(account, movement),
      ...{ hold_id: transactionId, change: 'placed', status: 'held', expires_at: null },
      ...{ hold_amount: amount, captured_amount: 0, remaining_amount: amount, held_after: amount },
      ...{ balance_after: account.balance, account_version: account.version },
    },
  });
}

const envelope = ({ id: accountId, tenantId }: Account, { transactionId, createdAt }: Movement) => ({
  id: `${transactionId}:${accountId}`,
  tenantId,
  accountId,
  time: createdAt,
});

const commonFields = ({ id, tenantId, currency }: Account, movement: Movement) => ({
  transaction_id: movement.transactionId,
  tenant_id: tenantId,
  account_id: id,
  counterparty_account_id: movement.counterpartyId,
  amount: movement.amount,
  currency,
  reference: `order-${movement.transactionId.slice(-8)}`,
  description: null,
  metadata: { channel: 'app' },
  effective_at: movement.createdAt,
  created_at: movement.createdAt,
  request_id: null,
});
