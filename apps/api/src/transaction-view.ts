import type { components } from '@florin/http';
import { directionOf, type Transaction } from '@florin/ledger';
import { metadataView } from './metadata-view.ts';

/** Formats a transaction as in the HTTP contract, from the customer's side, or from the paying side between two accounts. */
export function transactionView(transaction: Transaction): components['schemas']['Transaction'] {
  const { type, fromAccountId, toAccountId, failureCode, failureMessage, parentId, expiresAt } = transaction;
  const direction = directionOf(transaction);
  const incoming = direction === 'credit';
  const hasTwoAccounts = direction === 'transfer';
  return {
    id: transaction.id,
    type,
    status: transaction.status,
    account_id: incoming ? toAccountId : fromAccountId,
    counterparty_account_id: hasTwoAccounts ? toAccountId : null,
    from_account_id: hasTwoAccounts ? fromAccountId : null,
    to_account_id: hasTwoAccounts ? toAccountId : null,
    amount: transaction.amount,
    currency: transaction.currency,
    balance_after: incoming ? transaction.toBalanceAfter : transaction.fromBalanceAfter,
    account_version: incoming ? transaction.toAccountVersion : transaction.fromAccountVersion,
    reference: transaction.reference,
    description: transaction.description,
    metadata: metadataView(transaction.metadata),
    failure: failureCode === null ? null : { code: failureCode, message: failureMessage ?? '' },
    hold_id: type === 'reversal' ? null : parentId,
    reverses: type === 'reversal' ? parentId : null,
    expires_at: expiresAt?.toISOString() ?? null,
    captured_amount: transaction.capturedAmount,
    effective_at: transaction.effectiveAt.toISOString(),
    created_at: transaction.createdAt.toISOString(),
  };
}
