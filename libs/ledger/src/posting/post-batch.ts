import {
  CommitOutcomeUnknown,
  confirmCommits,
  idToUuid,
  runParameterized,
  runStatement,
  type Database,
  type Statement,
} from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { setImmediate } from 'node:timers/promises';
import { decide, type RecordedBatch, type Transaction, transactionsOf } from '@florin/rules';
import type { Failpoint } from '../failpoint.ts';
import { commandsOf, type PostingRequest } from './command.ts';
import type { Decision } from './command.ts';
import { isKeyTaken } from '../idempotency-keys.ts';
import { lockAccounts, loadLedgerState, type ExternalAccounts } from './load.ts';
import { findConfirmedReplays } from './replays.ts';
import { insertOfBatches, insertOfTransactions } from './write.ts';

const attemptsMax = 3;
/** With more accounts than this, loading, deciding and writing each get a turn of the event loop of their own. */
const accountsPerTurn = 500;

type BatchWork = {
  failpoint?: Failpoint | undefined;
  /** The span of the unit of work, which its outbox row names. */
  traceparent?: string | undefined;
};

/**
 * Posts these requests in one unit of work and returns what was decided for each, in their order. Throws
 * `CommitOutcomeUnknown` when the outcome is unknown; after any other error nothing was posted.
 */
export async function postBatch(
  database: Database,
  requests: readonly PostingRequest[],
  external: ExternalAccounts,
  work: BatchWork = {},
  attempt = 1,
): Promise<Decision[]> {
  const { failpoint, traceparent } = work;
  let decisions: Decision[] = [];
  const ofTenants = database.of(...new Set(requests.map(({ tenantId }) => tenantId)));
  try {
    await ofTenants.unitOfWork(async (em) => {
      decisions = await decideAndWrite(em, requests, external, traceparent);
      await failpoint?.('posting.before-commit');
    });
    await failpoint?.('posting.after-commit')?.catch(asUnknown);
    return decisions;
  } catch (error) {
    // Another process posted under one of these keys meanwhile: the next attempt finds a replay.
    if (isKeyTaken(error) && attempt < attemptsMax) {
      return postBatch(database, requests, external, work, attempt + 1);
    }
    if (!(error instanceof CommitOutcomeUnknown)) throw error;
    // Do not post again: that could move the money twice. Look for the rows instead.
    if (await areCommitted(ofTenants, decisions)) return decisions;
    throw error;
  }
}

/** Everything between BEGIN and COMMIT: load, decide in order of arrival, write. Locks the rows of the accounts. */
async function decideAndWrite(
  em: SqlEntityManager,
  requests: readonly PostingRequest[],
  external: ExternalAccounts,
  traceparent: string | undefined,
): Promise<Decision[]> {
  const replays = await findConfirmedReplays(em, requests);
  const fresh = requests.filter((request) => !replays.has(request));
  const locked = await lockAccounts(em, [...new Set(fresh.flatMap(({ accountIds }) => accountIds))]);
  const ledger = await loadLedgerState(em, fresh.flatMap(commandsOf), locked, external);
  const isLarge = locked.accounts.size > accountsPerTurn;
  if (isLarge) await setImmediate();
  const isBusy = ({ accountIds }: PostingRequest) => accountIds.some((id) => locked.busy.has(id));
  const decisions = requests.map((request): Decision => {
    const known = replays.get(request);
    if (known) return known;
    return isBusy(request) ? { kind: 'busy' } : decide(request, ledger);
  });
  if (isLarge) await setImmediate();
  // The statements are built while PostgreSQL updates the accounts.
  const [, inserts] = await Promise.all([
    em.flush(),
    setImmediate().then(() => insertsOf(decisions, traceparent)),
  ]);
  // The accounts do not change any more: without them the flush before the commit has nothing to compare.
  em.clear();
  for (const insert of inserts) await runStatement(em, insert);
  return decisions;
}

/** The statements that insert the new transactions and batches. */
function insertsOf(decisions: readonly Decision[], traceparent: string | undefined): Statement[] {
  const transactions: Transaction[] = [];
  const batches: RecordedBatch[] = [];
  for (const decision of decisions) {
    if (!('replayed' in decision) || decision.replayed) continue;
    if (decision.kind === 'recorded') transactions.push(decision.transaction);
    else {
      transactions.push(...transactionsOf(decision.batch));
      batches.push(decision.batch);
    }
  }
  return [...insertOfTransactions(transactions, traceparent), ...insertOfBatches(batches)];
}

/** An error after the commit does not undo the commit. */
function asUnknown(error: unknown): never {
  throw new CommitOutcomeUnknown(error);
}

const findRecorded = `
  select from ledger.transactions where id = any($1::uuid[])
  union all select from ledger.batches where id = any($1::uuid[])`;

/** After a COMMIT without an answer: whether the rows exist for good. They were inserted together, so one stands for all. */
async function areCommitted(database: Database, decisions: readonly Decision[]): Promise<boolean> {
  const [recorded] = decisions.flatMap((decision) => {
    if (decision.kind === 'recorded' && !decision.replayed) return decision.transaction.id;
    return decision.kind === 'recorded_batch' && !decision.replayed ? decision.batch.id : [];
  });
  if (recorded === undefined) return true;
  try {
    // A unit of work, so that the answers name a position which covers the rows.
    return await database.unitOfWork(async (em) => {
      const found = await runParameterized(em, findRecorded, [[idToUuid(recorded)]]);
      await confirmCommits(em);
      return found.length === 1;
    });
  } catch {
    // The database does not answer, so the outcome stays unknown.
    return false;
  }
}
