import type { components } from '@florin/http';
import type { ScheduledTransaction } from '@florin/ledger';
import { metadataView } from './metadata-view.ts';

/** Formats a scheduled transaction as in the HTTP contract. */
export function scheduledTransactionView(
  scheduled: ScheduledTransaction,
): components['schemas']['ScheduledTransaction'] {
  const { type, fromAccountId, toAccountId, failureCode, failureMessage } = scheduled;
  const isTransfer = type === 'transfer';
  return {
    id: scheduled.id,
    type,
    status: scheduled.status,
    scheduled_for: scheduled.scheduledFor.toISOString(),
    account_id: isTransfer ? null : (fromAccountId ?? toAccountId),
    from_account_id: isTransfer ? fromAccountId : null,
    to_account_id: isTransfer ? toAccountId : null,
    amount: scheduled.amount,
    currency: scheduled.currency,
    reference: scheduled.reference,
    description: scheduled.description,
    metadata: metadataView(scheduled.metadata),
    transaction_id: scheduled.transactionId,
    failure: failureCode === null ? null : { code: failureCode, message: failureMessage ?? '' },
    created_at: scheduled.createdAt.toISOString(),
    updated_at: scheduled.updatedAt.toISOString(),
  };
}
