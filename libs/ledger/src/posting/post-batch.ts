import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Transaction } from '../entities/transaction.ts';
import { Refusal } from '../refusal.ts';
import type { Books, Command } from './command.ts';
import { lockAccounts } from './lock-accounts.ts';
import type { OutsideAccounts } from './outside-accounts.ts';
import { recordTransactions } from './record-transactions.ts';
import { findReplays } from './replays.ts';

/** What became of one command: true only once the unit of work has committed. */
export type Decision =
  | { kind: 'recorded'; transaction: Transaction; replayed: boolean }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'busy' };

/** Everything between begin and commit for a batch of commands, in arrival order. Locks: the batch's account rows. */
export async function postBatch(
  em: SqlEntityManager,
  commands: readonly Command[],
  outside: OutsideAccounts,
): Promise<Decision[]> {
  const replays = await findReplays(em, commands);
  const fresh = commands.filter((command) => !replays.has(command));
  const locked = await lockAccounts(em, [...new Set(fresh.flatMap(({ accountIds }) => accountIds))]);
  await outside.load(em, locked.accounts.values());

  const books: Books = {
    now: new Date(),
    account(tenantId, id) {
      const account = locked.accounts.get(id);
      return account?.tenantId === tenantId && account.kind === 'customer' ? account : undefined;
    },
    outside: (tenantId, currency) => outside.find(tenantId, currency)!,
  };
  const decisions = commands.map((command): Decision => {
    const known = replays.get(command);
    if (known) return decided(known, true);
    if (command.accountIds.some((id) => locked.busy.has(id))) return { kind: 'busy' };
    return decided(command.decide(books), false);
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

function decided(decision: Transaction | Refusal, replayed: boolean): Decision {
  return decision instanceof Refusal
    ? { kind: 'refused', refusal: decision }
    : { kind: 'recorded', transaction: decision, replayed };
}
