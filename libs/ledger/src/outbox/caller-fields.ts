import type { Transaction } from '../entities/transaction.ts';

/** What the caller has said of a transaction, and when, as every event about one tells it. */
export function callerFields(transaction: Transaction) {
  return {
    reference: transaction.reference,
    description: transaction.description,
    metadata: transaction.metadata ?? {},
    effective_at: transaction.effectiveAt.toISOString(),
    created_at: transaction.createdAt.toISOString(),
    request_id: transaction.requestId,
  };
}
