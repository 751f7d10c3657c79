import { newId } from '@florin/database';
import { Refusal } from '../refusal.ts';
import type { OpenBooks } from './books.ts';
import type { Books, MovementBatch } from './command.ts';
import { isRefused, type MovementResult, type RecordedBatch } from './recorded-batch.ts';

/**
 * Decides the movements of a batch one after the other, each over what those before it have left. The first refusal
 * in an atomic one puts everything back: it is the batch's answer, and recorded if it would be by itself.
 */
export function decideBatch(batch: MovementBatch, books: OpenBooks): RecordedBatch | Refusal {
  const putBack = batch.atomic ? books.checkpoint(batch.commands) : undefined;
  const results: MovementResult[] = [];
  for (const [index, command] of batch.commands.entries()) {
    const result = command.decide(books);
    if (putBack !== undefined && isRefused(result)) {
      putBack();
      if (result instanceof Refusal) return result.ofMovement(index);
      return recordOf(batch, books, [result], index);
    }
    results.push(result);
  }
  return recordOf(batch, books, results, null);
}

function recordOf(
  batch: MovementBatch,
  books: Books,
  results: readonly MovementResult[],
  refusedAt: number | null,
): RecordedBatch {
  const { tenantId, atomic, idempotencyKey, fingerprint, requestId } = batch;
  return {
    id: newId('batch'),
    tenantId,
    atomic,
    refusedAt,
    results: results.map(withoutKey),
    idempotencyKey,
    fingerprint,
    requestId,
    createdAt: books.now,
  };
}

/** The batch carries the key, and none of its transactions does. */
function withoutKey(result: MovementResult): MovementResult {
  return result instanceof Refusal ? result : { ...result, idempotencyKey: null, fingerprint: null };
}
