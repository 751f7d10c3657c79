import { CommitOutcomeUnknown, idToUuid, runParameterized, type Database } from '@florin/database';
import type { Failpoint } from '../failpoint.ts';
import type { PostingRequest } from './command.ts';
import type { Decision } from './decide.ts';
import { isKeyTaken } from './key-uses.ts';
import type { ExternalAccounts } from './external-accounts.ts';
import { postBatch } from './post-batch.ts';

const attemptsMax = 3;

/**
 * One unit of work for these requests. Its decisions are true when this resolves; when it throws `CommitOutcomeUnknown`
 * nobody can say, and after any other error nothing was posted.
 */
export async function commitBatch(
  database: Database,
  requests: readonly PostingRequest[],
  external: ExternalAccounts,
  failpoint?: Failpoint,
  attempt = 1,
): Promise<Decision[]> {
  let decisions: Decision[] = [];
  try {
    await database.unitOfWork(async (em) => {
      decisions = await postBatch(em, requests, external);
      await failpoint?.('posting.before-commit');
    });
    await failpoint?.('posting.after-commit')?.catch(asUnknown);
    return decisions;
  } catch (error) {
    // Another process posted under one of these keys meanwhile: decided anew, that is a replay.
    if (isKeyTaken(error) && attempt < attemptsMax) {
      return commitBatch(database, requests, external, failpoint, attempt + 1);
    }
    if (!(error instanceof CommitOutcomeUnknown)) throw error;
    // Never post again under a new id: what is there is answered, the rest stays unknown to the caller.
    if (await areCommitted(database, decisions)) return decisions;
    throw error;
  }
}

/** What fails after the commit has not undone it. */
function asUnknown(error: unknown): never {
  throw new CommitOutcomeUnknown(error);
}

const findRecorded = `
  select from ledger.transactions where id = any($1::uuid[])
  union all select from ledger.batches where id = any($1::uuid[])`;

/** After a COMMIT without an answer: whether the rows are there. They went in together, so one tells for all. */
async function areCommitted(database: Database, decisions: readonly Decision[]): Promise<boolean> {
  const [recorded] = decisions.flatMap((decision) => {
    if (decision.kind === 'recorded' && !decision.replayed) return decision.transaction.id;
    return decision.kind === 'recorded_batch' && !decision.replayed ? decision.batch.id : [];
  });
  if (recorded === undefined) return true;
  try {
    const found = await database.read((em) => runParameterized(em, findRecorded, [[idToUuid(recorded)]]));
    return found.length === 1;
  } catch {
    // The database cannot be asked now: the outcome stays unknown, and the caller is told so.
    return false;
  }
}
