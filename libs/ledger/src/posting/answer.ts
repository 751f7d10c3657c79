import type { Transaction } from '../entities/transaction.ts';
import { Refusal } from '../refusal.ts';
import type { Decided } from './decide.ts';
import { transactionsOf, type RecordedBatch } from './recorded-batch.ts';

/** The answer to one command: the transaction that is now durable, and whether it was before. */
export type Posted = { transaction: Transaction; replayed: boolean };

/** The answer to a batch of movements: what is now durable of it, and whether it was before. */
export type PostedBatch = { batch: RecordedBatch; replayed: boolean };

export type Answer = Posted | PostedBatch;

/** What a decision is to its caller, once it is true: an answer, or the refusal that is one. */
export function answerTo(decision: Decided): Answer | Refusal {
  if (decision.kind === 'refused') return decision.refusal;
  const { replayed } = decision;
  if (decision.kind === 'recorded') {
    const { transaction } = decision;
    return transaction.status === 'failed' ? refusalOf(transaction, replayed) : { transaction, replayed };
  }
  const { batch } = decision;
  if (batch.refusedAt === null) return { batch, replayed };
  return refusalOf(transactionsOf(batch)[0]!, replayed).ofMovement(batch.refusedAt);
}

/** What was recorded under the request's key, if anything was: then it is what every repetition is answered. */
export function isOnRecord(answer: Answer | Refusal): boolean {
  return !(answer instanceof Refusal) || answer.transaction !== undefined;
}

/** The same answer for somebody who asks again. */
export function again(answer: Answer | Refusal): Answer | Refusal {
  return answer instanceof Refusal ? answer.again() : { ...answer, replayed: true };
}

function refusalOf(transaction: Transaction, replayed: boolean): Refusal {
  const code = transaction.failureCode as Refusal['code'];
  return new Refusal(code, transaction.failureMessage ?? code, { transaction, replayed });
}
