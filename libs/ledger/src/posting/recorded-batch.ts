import type { Transaction } from '../entities/transaction.ts';
import { Refusal } from '../refusal.ts';

/** What became of one movement of a batch: what was recorded, or why nothing was. */
export type MovementResult = Transaction | Refusal;

/** A batch of movements as it was recorded; it never changes. */
export type RecordedBatch = {
  /** `batch_…` */
  id: string;
  tenantId: string;
  atomic: boolean;
  /** Of an atomic batch that was refused: the movement that was, counted from 0. Nothing of the batch moved. */
  refusedAt: number | null;
  /** One a movement, in order; of a refused atomic batch only that of the one that was refused. */
  results: readonly MovementResult[];
  idempotencyKey: string | null;
  fingerprint: Buffer | null;
  requestId: string | null;
  createdAt: Date;
};

/** The transactions that were recorded for a batch, failed ones among them, in order of decision. */
export function transactionsOf({ results }: RecordedBatch): Transaction[] {
  return results.flatMap((result) => (result instanceof Refusal ? [] : result));
}

/** Whether money did not move. */
export function isRefused(result: MovementResult): boolean {
  return result instanceof Refusal || result.status === 'failed';
}
