import type { components } from '@florin/http';
import type { Transaction } from '@florin/ledger';
import { metadataView } from './metadata-view.ts';

/** A transaction as the contract shows it: from the customer's side, for a transfer from the paying one. */
export function transactionView(transaction: Transaction): components['schemas']['Transaction'] {
  const { type, fromAccountId, toAccountId, failureCode, failureMessage } = transaction;
  const incoming = type === 'credit';
  const isTransfer = type === 'transfer';
  return {
    id: transaction.id,
    type,
    status: transaction.status,
    account_id: incoming ? toAccountId : fromAccountId,
    counterparty_account_id: isTransfer ? toAccountId : null,
    from_account_id: isTransfer ? fromAccountId : null,
    to_account_id: isTransfer ? toAccountId : null,
    amount: transaction.amount,
    currency: transaction.currency,
    balance_after: incoming ? transaction.toBalanceAfter : transaction.fromBalanceAfter,
    account_version: incoming ? transaction.toAccountVersion : transaction.fromAccountVersion,
    reference: transaction.reference,
    description: transaction.description,
    metadata: metadataView(transaction.metadata),
    failure: failureCode === null ? null : { code: failureCode, message: failureMessage ?? '' },
    effective_at: transaction.effectiveAt.toISOString(),
    created_at: transaction.createdAt.toISOString(),
  };
}
