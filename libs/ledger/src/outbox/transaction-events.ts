import { encodeEvent, transactionsCompleted, transactionsFailed, type EncodedEvent } from '@florin/events';
import type { Transaction } from '../entities/transaction.ts';

/**
 * The events of one transaction: one for each customer account that it moved, with that account's version and balance;
 * a failed one has a single event, for the account that refused. The ids are the same however often they are made.
 */
export function transactionEvents(transaction: Transaction): EncodedEvent[] {
  if (transaction.status === 'failed') return [failedEvent(transaction)];
  const events: EncodedEvent[] = [];
  const { fromAccountVersion, fromBalanceAfter, toAccountVersion, toBalanceAfter } = transaction;
  if (fromAccountVersion !== null)
    events.push(completedEvent(transaction, 'debit', fromAccountVersion, fromBalanceAfter!));
  if (toAccountVersion !== null)
    events.push(completedEvent(transaction, 'credit', toAccountVersion, toBalanceAfter!));
  return events;
}

function completedEvent(
  transaction: Transaction,
  direction: 'credit' | 'debit',
  accountVersion: number,
  balanceAfter: number,
): EncodedEvent {
  return encodeEvent(transactionsCompleted, {
    ...envelope(transaction, direction),
    data: {
      ...dataOf(transaction, direction),
      status: 'completed',
      balance_after: balanceAfter,
      account_version: accountVersion,
    },
  });
}

function failedEvent(transaction: Transaction): EncodedEvent {
  const direction = transaction.type === 'credit' ? 'credit' : 'debit';
  return encodeEvent(transactionsFailed, {
    ...envelope(transaction, direction),
    data: {
      ...dataOf(transaction, direction),
      status: 'failed',
      failure: { code: transaction.failureCode!, message: transaction.failureMessage ?? '' },
    },
  });
}

function envelope(transaction: Transaction, direction: 'credit' | 'debit') {
  const { account_id: accountId } = sides(transaction, direction);
  return {
    id: `${transaction.id}:${accountId}`,
    tenantId: transaction.tenantId,
    accountId,
    time: transaction.createdAt.toISOString(),
  };
}

function dataOf(transaction: Transaction, direction: 'credit' | 'debit') {
  return {
    ...sides(transaction, direction),
    transaction_id: transaction.id,
    tenant_id: transaction.tenantId,
    type: transaction.type,
    direction,
    amount: transaction.amount,
    currency: transaction.currency,
    reference: transaction.reference,
    description: transaction.description,
    metadata: transaction.metadata ?? {},
    effective_at: transaction.effectiveAt.toISOString(),
    created_at: transaction.createdAt.toISOString(),
    request_id: transaction.requestId,
  };
}

function sides({ type, fromAccountId, toAccountId }: Transaction, direction: 'credit' | 'debit') {
  const [own, other] = direction === 'debit' ? [fromAccountId, toAccountId] : [toAccountId, fromAccountId];
  return { account_id: own, counterparty_account_id: type === 'transfer' ? other : null };
}
