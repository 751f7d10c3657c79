import { encodeEvent, transactionsCompleted, transactionsFailed, type EncodedEvent } from '@florin/events';
import { directionOf, kinds, type Transaction } from '@florin/rules';
import { holdEvent } from './hold-event.ts';
import { callerFields } from './caller-fields.ts';

/**
 * The events of one transaction: one for each customer account that it changed, with that account's version and balance,
 * and one about the hold that it placed or changed. A failed transaction has a single event, for the account that refused.
 * Making the events again gives the same ids. `hold` is the hold that the transaction was made on, if any.
 */
export function transactionEvents(transaction: Transaction, hold?: Transaction): EncodedEvent[] {
  if (transaction.status === 'failed') return [failedEvent(transaction)];
  const { movesMoney, changesHold } = kinds[transaction.type];
  return [
    ...(movesMoney ? completedEvents(transaction) : []),
    ...(changesHold ? [holdEvent(transaction, changesHold, hold ?? transaction)] : []),
  ];
}

function completedEvents(transaction: Transaction): EncodedEvent[] {
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
  const direction = directionOf(transaction) === 'credit' ? 'credit' : 'debit';
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
    reverses: transaction.type === 'reversal' ? transaction.parentId : null,
    hold_id: transaction.type === 'reversal' ? null : transaction.parentId,
    ...callerFields(transaction),
  };
}

function sides(transaction: Transaction, direction: 'credit' | 'debit') {
  const { fromAccountId, toAccountId } = transaction;
  const [own, other] = direction === 'debit' ? [fromAccountId, toAccountId] : [toAccountId, fromAccountId];
  const isBetweenAccounts = directionOf(transaction) === 'transfer';
  return { account_id: own, counterparty_account_id: isBetweenAccounts ? other : null };
}
