import {
  CommitOutcomeUnknown,
  confirmCommits,
  idToUuid,
  runParameterized,
  sendWithNext,
  takeUpdates,
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
import { confirmed, type KnownKey, lookUpKeys, replaysOf } from './replays.ts';
import { insertOfBatches, insertOfTransactions } from './write.ts';

const attemptsMax = 3;
/** With more accounts than this, loading, deciding and writing each get a turn of the event loop of their own. */
const accountsPerTurn = 500;

type BatchWork = {
  failpoint?: Failpoint | undefined;
  /** The span of the unit of work, which its outbox row names. */
  traceparent?: string | undefined;
  /** The requests whose accounts are locked in Redis. Nothing is decided before they are known; the others are busy. */
  locked: () => Promise<ReadonlySet<PostingRequest>>;
};

/**
 * Posts these requests in one unit of work and returns what was decided for each, in their order. Throws
 * `CommitOutcomeUnknown` when the outcome is unknown; after any other error nothing was posted.
 */
export async function postBatch(
  database: Database,
  requests: readonly PostingRequest[],
  external: ExternalAccounts,
  work: BatchWork,
  attempt = 1,
): Promise<Decision[]> {
  const { failpoint } = work;
  let decisions: Decision[] = [];
  const ofTenants = database.of(...new Set(requests.map(({ tenantId }) => tenantId)));
  try {
    await ofTenants.unitOfWork(async (em) => {
      decisions = await decideAndWrite(em, requests, external, work);
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

/**
 * Everything between BEGIN and COMMIT, in two round trips: the first begins, looks keys up and locks the rows of the accounts; then all is
 * decided in order of arrival; the second updates, inserts and commits.
 */
async function decideAndWrite(
  em: SqlEntityManager,
  requests: readonly PostingRequest[],
  external: ExternalAccounts,
  { traceparent, locked: inRedis }: BatchWork,
): Promise<Decision[]> {
  const accountIds = new Set(requests.flatMap((request) => request.accountIds));
  const [locked, permitted] = await Promise.all([
    lockAccounts<KnownKey>(em, [...accountIds], lookUpKeys(requests)),
    inRedis(),
  ]);
  const [known = []] = locked.before;
  const replays = await confirmed(em, await replaysOf(em, requests, known));
  const fresh = requests.filter((request) => !replays.has(request));
  const ledger = await loadLedgerState(em, fresh.flatMap(commandsOf), locked, external);
  const isLarge = locked.accounts.size > accountsPerTurn;
  if (isLarge) await setImmediate();
  const isBusy = (request: PostingRequest) =>
    !permitted.has(request) || request.accountIds.some((id) => locked.busy.has(id));
  const decisions = requests.map((request): Decision => {
    const earlier = replays.get(request);
    if (earlier) return earlier;
    return isBusy(request) ? { kind: 'busy' } : decide(request, ledger);
  });
  if (isLarge) await setImmediate();
  // The inserts come behind all updates: a trigger compares the two.
  const updates = await takeUpdates(em);
  if (isLarge) await setImmediate();
  await sendWithNext(em, [...updates, ...insertsOf(decisions, traceparent)]);
  // Without the accounts the flush before the commit has nothing to compare.
  em.clear();
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
