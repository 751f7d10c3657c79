import { runStatement, type Statement } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { setImmediate } from 'node:timers/promises';
import type { Transaction } from '../entities/transaction.ts';
import { openBooks } from './books.ts';
import { commandsOf, type PostingRequest } from './command.ts';
import { decide, type Decision } from './decide.ts';
import { lockAccounts } from './lock-accounts.ts';
import type { ExternalAccounts } from './external-accounts.ts';
import { insertOfBatches } from './record-batches.ts';
import { insertOfTransactions } from './record-transactions.ts';
import { transactionsOf, type RecordedBatch } from './recorded-batch.ts';
import { findReplays } from './replays.ts';

/** Up to so many accounts, a unit of work is short enough for one turn. */
const accountsPerTurn = 500;

/** Everything between begin and commit for a batch of requests, in arrival order. Locks: the batch's account rows. */
export async function postBatch(
  em: SqlEntityManager,
  requests: readonly PostingRequest[],
  external: ExternalAccounts,
): Promise<Decision[]> {
  const replays = await findReplays(em, requests);
  const fresh = requests.filter((request) => !replays.has(request));
  const locked = await lockAccounts(em, [...new Set(fresh.flatMap(({ accountIds }) => accountIds))]);
  const books = await openBooks(em, fresh.flatMap(commandsOf), locked, external);
  // Reading, deciding and writing a large batch are turns of the event loop of their own.
  const isLarge = locked.accounts.size > accountsPerTurn;
  if (isLarge) await setImmediate();
  const isBusy = ({ accountIds }: PostingRequest) => accountIds.some((id) => locked.busy.has(id));
  const decisions = requests.map((request): Decision => {
    const known = replays.get(request);
    if (known) return known;
    return isBusy(request) ? { kind: 'busy' } : decide(request, books);
  });
  if (isLarge) await setImmediate();
  // What follows is written down while PostgreSQL is busy with the accounts.
  const [, inserts] = await Promise.all([em.flush(), setImmediate().then(() => insertsOf(decisions))]);
  // Nothing of the accounts changes any more: the flush before the commit need not compare them all again.
  em.clear();
  for (const insert of inserts) await runStatement(em, insert);
  return decisions;
}

/** The append-only rows of what was decided now. */
function insertsOf(decisions: readonly Decision[]): Statement[] {
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
  return [...insertOfTransactions(transactions), ...insertOfBatches(batches)];
}
