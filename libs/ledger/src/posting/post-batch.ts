import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { openBooks } from './books.ts';
import type { Command } from './command.ts';
import { decide, decisionOf, type Decision } from './decide.ts';
import { lockAccounts } from './lock-accounts.ts';
import type { OutsideAccounts } from './outside-accounts.ts';
import { recordTransactions } from './record-transactions.ts';
import { findReplays } from './replays.ts';

/** Everything between begin and commit for a batch of commands, in arrival order. Locks: the batch's account rows. */
export async function postBatch(
  em: SqlEntityManager,
  commands: readonly Command[],
  outside: OutsideAccounts,
): Promise<Decision[]> {
  const replays = await findReplays(em, commands);
  const fresh = commands.filter((command) => !replays.has(command));
  const locked = await lockAccounts(em, [...new Set(fresh.flatMap(({ accountIds }) => accountIds))]);
  const books = await openBooks(em, fresh, locked.accounts, outside);
  const decisions = commands.map((command): Decision => {
    const known = replays.get(command);
    if (known) return decisionOf(known, true);
    if (command.accountIds.some((id) => locked.busy.has(id))) return { kind: 'busy' };
    return decide(command, books);
  });

  await em.flush();
  await recordTransactions(
    em,
    decisions.flatMap((decision) =>
      decision.kind === 'recorded' && !decision.replayed ? decision.transaction : [],
    ),
  );
  return decisions;
}
