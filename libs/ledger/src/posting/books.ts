import { ascendingIds, idFromUuid, idToUuid, runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Account } from '../entities/account.ts';
import { Parent } from '../entities/parent.ts';
import { TransactionEntity } from '../entities/transaction.ts';
import type { Books, Command } from './command.ts';
import type { ExternalAccounts } from './load.ts';

const sumReversals = `
  select parent_id as "parentId", sum(amount)::bigint::text as reversed from ledger.transactions
  where parent_id = any($1::uuid[]) and type = 'reversal' and status = 'completed' group by 1`;

export type OpenBooks = Books & {
  /** Remembers everything that these commands may change; what comes back puts it back. */
  checkpoint(of: readonly Command[]): () => void;
};

/** The books as one unit of work sees them: these accounts, the commands' parents and the tenants' outside accounts. */
export async function openBooks(
  em: SqlEntityManager,
  commands: readonly Command[],
  { accounts, now: clock }: { accounts: ReadonlyMap<string, Account>; now: Date },
  external: ExternalAccounts,
): Promise<OpenBooks> {
  await external.load(em, accounts.values());
  const parents = await readParents(em, commands);
  const now = momentAfter(accounts.values(), clock);
  return {
    now,
    transactionId: ascendingIds('txn', now),
    account(tenantId, id) {
      const account = accounts.get(id);
      return account?.tenantId === tenantId && account.kind === 'customer' ? account : undefined;
    },
    parent: (id) => parents.get(id)!,
    external: (tenantId, currency) => external.find(tenantId, currency)!,
    checkpoint(of) {
      const ids = new Set(of.flatMap(({ accountIds, parentId }) => [...accountIds, parentId ?? '']));
      const changing = [...ids].flatMap((id) => accounts.get(id) ?? parents.get(id) ?? []);
      const putBack = changing.map((each) => each.checkpoint());
      return () => putBack.forEach((undo) => undo());
    },
  };
}

/**
 * Now by PostgreSQL's clock, but later than the last movement of each of these accounts, even if that clock was set
 * back: the times and ids of an account's movements sort as its versions do.
 */
export function momentAfter(accounts: Iterable<Account>, clock: Date): Date {
  let now = clock.getTime();
  for (const { updatedAt } of accounts) now = Math.max(now, updatedAt.getTime() + 1);
  return new Date(now);
}

/** The parents as they are now that their accounts are locked; what changes in them is flushed with the accounts. */
async function readParents(em: SqlEntityManager, commands: readonly Command[]): Promise<Map<string, Parent>> {
  const ids = [...new Set(commands.flatMap(({ parentId }) => parentId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await em.find(TransactionEntity, { id: { $in: ids } }, { refresh: true });
  const sums = await runParameterized<{ parentId: string; reversed: string }>(em, sumReversals, [
    ids.map(idToUuid),
  ]);
  const reversed = new Map(sums.map((sum) => [idFromUuid('txn', sum.parentId), Number(sum.reversed)]));
  return new Map(rows.map((row) => [row.id, new Parent(row, reversed.get(row.id as `txn_${string}`) ?? 0)]));
}
