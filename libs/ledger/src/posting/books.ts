import { ascendingIds, idFromUuid, idToUuid, newId, runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { type Books, Parent } from '@florin/rules';
import type { Account } from '../entities/account.ts';
import { TransactionEntity } from '../entities/transaction.ts';
import type { Command } from './command.ts';
import type { ExternalAccounts } from './load.ts';

const sumReversals = `
  select parent_id as "parentId", sum(amount)::bigint::text as reversed from ledger.transactions
  where parent_id = any($1::uuid[]) and type = 'reversal' and status = 'completed' group by 1`;

/** What a decision reads in one unit of work: these accounts, the commands' parents and the tenants' external accounts. */
export async function openBooks(
  em: SqlEntityManager,
  commands: readonly Command[],
  { accounts, now: clock }: { accounts: ReadonlyMap<string, Account>; now: Date },
  external: ExternalAccounts,
): Promise<Books> {
  await external.load(em, accounts.values());
  const parents = await readParents(em, commands);
  const now = momentAfter(accounts.values(), clock);
  return decisionBooks({
    now,
    account(tenantId, id) {
      const account = accounts.get(id);
      return account?.tenantId === tenantId && account.kind === 'customer' ? account : undefined;
    },
    parent: (id) => parents.get(id) ?? missing(id),
    external: (tenantId, currency) => external.find(tenantId, currency) ?? missing(`${tenantId} ${currency}`),
  });
}

function missing(name: string): never {
  throw new Error(`${name} was not loaded for a decision.`);
}

/** Books that give new ids, and know the requests' time of arrival by this process's clock. */
export function decisionBooks(state: Pick<Books, 'now' | 'account' | 'parent' | 'external'>): Books {
  return {
    ...state,
    transactionId: ascendingIds('txn', state.now),
    batchId: () => newId('batch'),
    arrivalOf: (arrivedMs) => arrivalOf(arrivedMs, state.now),
  };
}

/** When a request arrived by PostgreSQL's clock: as long before the decision as this process has measured. */
function arrivalOf(arrivedMs: number | undefined, now: Date): Date {
  const agoMs = arrivedMs === undefined ? 0 : Math.max(0, Math.round(performance.now() - arrivedMs));
  return new Date(now.getTime() - agoMs);
}

/**
 * The time of PostgreSQL's clock, or one millisecond after the last change of these accounts if that is later, as after
 * the clock was set back. So the times and ids of an account's movements sort as its versions do.
 */
export function momentAfter(accounts: Iterable<Account>, clock: Date): Date {
  let now = clock.getTime();
  for (const { updatedAt } of accounts) now = Math.max(now, updatedAt.getTime() + 1);
  return new Date(now);
}

/** The parents, read under the locks of their accounts. What changes in them is flushed with the accounts. */
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
