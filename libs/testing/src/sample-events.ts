import { newId } from '@florin/database';
import { encodeEvent, transactionsCompleted, transactionsFailed } from '@florin/events';
import type { EncodedEvent, TransactionsCompleted, TransactionsFailed } from '@florin/events';

export type SampleTransaction = {
  tenantId?: string;
  accountId?: string;
  transactionId?: string;
  /** null is the external account. */
  counterpartyAccountId?: string | null;
  type?: string;
  direction?: 'credit' | 'debit';
  amount?: number;
  currency?: string;
  /** RFC 3339 UTC. */
  createdAt?: string;
  accountVersion?: number;
  balanceAfter?: number;
  /** Refused: the event is one of transactions.failed. */
  failed?: boolean;
};

const someTenant = newId('tenant');

/**
 * A valid event of the ledger, made without a ledger. By default it is a credit of 1.00 USD from the external account to
 * a new account.
 */
export function sampleTransaction(given: SampleTransaction = {}): TransactionsCompleted | TransactionsFailed {
  const { tenantId = someTenant, accountId = newId('acct'), transactionId = newId('txn') } = given;
  const { type = 'credit', createdAt = new Date().toISOString() } = given;
  const data = {
    transaction_id: transactionId,
    tenant_id: tenantId,
    account_id: accountId,
    counterparty_account_id: given.counterpartyAccountId ?? (type === 'transfer' ? newId('acct') : null),
    type,
    direction: given.direction ?? (type === 'credit' ? 'credit' : 'debit'),
    amount: given.amount ?? 100,
    currency: given.currency ?? 'USD',
    reference: null,
    description: null,
    metadata: {},
    effective_at: createdAt,
    created_at: createdAt,
    request_id: null,
  } as const;
  const envelope = { id: `${transactionId}:${accountId}`, tenantId, accountId, time: createdAt };
  if (given.failed) {
    const failure = { code: 'insufficient_funds', message: 'The account does not cover the amount.' };
    return { ...envelope, type: transactionsFailed.type, data: { ...data, status: 'failed', failure } };
  }
  const { balanceAfter: balance_after = 100, accountVersion: account_version = 1 } = given;
  return {
    ...envelope,
    type: transactionsCompleted.type,
    data: { ...data, status: 'completed', balance_after, account_version },
  };
}

/** The two events of a transfer inside the bank: the paying side first. */
export function sampleTransfer(
  given: Pick<SampleTransaction, 'tenantId' | 'amount' | 'currency' | 'createdAt'> & {
    from: string;
    to: string;
  },
): (TransactionsCompleted | TransactionsFailed)[] {
  const { from, to, createdAt = new Date().toISOString(), ...rest } = given;
  const both = { ...rest, createdAt, type: 'transfer', transactionId: newId('txn') };
  return [
    sampleTransaction({ ...both, accountId: from, counterpartyAccountId: to, direction: 'debit' }),
    sampleTransaction({ ...both, accountId: to, counterpartyAccountId: from, direction: 'credit' }),
  ];
}

/** As Kafka carries it. */
export function encodeSample(event: TransactionsCompleted | TransactionsFailed): EncodedEvent {
  return event.type === transactionsFailed.type
    ? encodeEvent(transactionsFailed, event)
    : encodeEvent(transactionsCompleted, event as TransactionsCompleted);
}
