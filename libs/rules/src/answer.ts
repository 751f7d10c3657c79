import type { Decided } from './decide.ts';
import { Refusal, type RefusalCode } from './refusal.ts';
import { transactionsOf, type RecordedBatch } from './request.ts';
import type { Transaction } from './transaction.ts';

/** The answer to one movement: the durable transaction, and whether an earlier request posted it. */
export type Posted = { transaction: Transaction; replayed: boolean };

/** The answer to a batch of movements: what is durable of it, and whether an earlier request posted it. */
export type PostedBatch = { batch: RecordedBatch; replayed: boolean };

export type Answer = Posted | PostedBatch;

/** The answer that a decision is once it is durable: a recorded failure is a refusal. */
export function answerTo(decision: Decided): Answer | Refusal {
  if (decision.kind === 'refused') return decision.refusal;
  const { replayed } = decision;
  if (decision.kind === 'recorded') {
    const { transaction } = decision;
    return transaction.status === 'failed' ? refusalOf(transaction, replayed) : { transaction, replayed };
  }
  const { batch } = decision;
  const [refused] = batch.refusedAt === null ? [] : transactionsOf(batch);
  if (batch.refusedAt === null || refused === undefined) return { batch, replayed };
  return refusalOf(refused, replayed).ofMovement(batch.refusedAt);
}

/** Whether the request's idempotency key is used up: then every repetition gets this answer. */
export function isOnRecord(answer: Answer | Refusal): boolean {
  return !(answer instanceof Refusal) || answer.transaction !== undefined;
}

/** The same answer for a repeated request. */
export function again(answer: Answer | Refusal): Answer | Refusal {
  return answer instanceof Refusal ? answer.again() : { ...answer, replayed: true };
}

function refusalOf(transaction: Transaction, replayed: boolean): Refusal {
  const code = transaction.failureCode as RefusalCode;
  return new Refusal(code, transaction.failureMessage ?? code, { transaction, replayed });
}
