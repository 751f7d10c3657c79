import type { components } from '@florin/http';
import { batchStatus, Refusal, type MovementResult, type RecordedBatch } from '@florin/rules';
import { transactionView } from './transaction-view.ts';

type Schemas = components['schemas'];

/** Formats a batch as in the HTTP contract, with one result for each movement, in order. */
export function batchView(batch: RecordedBatch): Schemas['BatchAnswer'] {
  const { id, atomic, results, createdAt } = batch;
  return {
    id,
    atomic,
    status: batchStatus(batch),
    results: results.map(resultView),
    created_at: createdAt.toISOString(),
  };
}

function resultView(result: MovementResult): Schemas['BatchResult'] {
  if (result instanceof Refusal) {
    return { status: 'failed', error: { code: result.code, detail: result.message } };
  }
  const transaction = transactionView(result);
  if (transaction.failure === null) return { status: 'completed', transaction };
  const { code, message: detail } = transaction.failure;
  return { status: 'failed', transaction, error: { code, detail } };
}
