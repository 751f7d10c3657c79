import type { Database } from '@florin/database';
import { TransactionEntity } from '../entities/transaction.ts';
import type { Decision } from './decide.ts';

/** After a COMMIT without an answer: whether the batch's rows are there. They went in together, so one tells for all. */
export async function findCommitted(database: Database, decisions: readonly Decision[]): Promise<boolean> {
  const posted = decisions.find((decision) => decision.kind === 'recorded' && !decision.replayed);
  if (posted?.kind !== 'recorded') return true;
  try {
    const found = await database.read((em) => em.count(TransactionEntity, { id: posted.transaction.id }));
    return found === 1;
  } catch {
    // The database cannot be asked now: the outcome stays unknown, and the caller is told so.
    return false;
  }
}
