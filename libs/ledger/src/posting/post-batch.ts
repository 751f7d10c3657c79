import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { openBooks } from './books.ts';
import { commandsOf, type PostingRequest } from './command.ts';
import { decide, type Decision } from './decide.ts';
import { lockAccounts } from './lock-accounts.ts';
import type { OutsideAccounts } from './outside-accounts.ts';
import { recordBatches } from './record-batches.ts';
import { recordTransactions } from './record-transactions.ts';
import { transactionsOf } from './recorded-batch.ts';
import { findReplays } from './replays.ts';

/** Everything between begin and commit for a batch of requests, in arrival order. Locks: the batch's account rows. */
export async function postBatch(
  em: SqlEntityManager,
  requests: readonly PostingRequest[],
  outside: OutsideAccounts,
): Promise<Decision[]> {
  const replays = await findReplays(em, requests);
  const fresh = requests.filter((request) => !replays.has(request));
  const locked = await lockAccounts(em, [...new Set(fresh.flatMap(({ accountIds }) => accountIds))]);
  const books = await openBooks(em, fresh.flatMap(commandsOf), locked.accounts, outside);
  const isBusy = ({ accountIds }: PostingRequest) => accountIds.some((id) => locked.busy.has(id));
  const decisions = requests.map((request): Decision => {
    const known = replays.get(request);
    if (known) return known;
    return isBusy(request) ? { kind: 'busy' } : decide(request, books);
  });
  await em.flush();
  // Nothing of them changes any more: the flush before the commit need not compare them all again.
  em.clear();
  await record(em, decisions);
  return decisions;
}

async function record(em: SqlEntityManager, decisions: readonly Decision[]): Promise<void> {
  const transactions = decisions.flatMap((decision) => {
    if (decision.kind === 'recorded' && !decision.replayed) return decision.transaction;
    return decision.kind === 'recorded_batch' && !decision.replayed ? transactionsOf(decision.batch) : [];
  });
  await recordTransactions(em, transactions);
  await recordBatches(
    em,
    decisions.flatMap((decision) =>
      decision.kind === 'recorded_batch' && !decision.replayed ? decision.batch : [],
    ),
  );
}
