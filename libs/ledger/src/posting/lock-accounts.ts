import { lockRows, readClock, recurringIdToUuid } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Account } from '../entities/account.ts';

export type LockedAccounts = {
  accounts: Map<string, Account>;
  /** Accounts that exist and that another session has locked at this moment. */
  busy: Set<string>;
  /** The time by PostgreSQL's clock. */
  now: Date;
};

/**
 * Locks the accounts' rows (FOR UPDATE, in id order) without waiting: a row locked elsewhere is skipped and reported
 * as busy, so that one busy account never holds up the others and no two units of work can wait for each other.
 */
export async function lockAccounts(em: SqlEntityManager, ids: readonly string[]): Promise<LockedAccounts> {
  const { entities, now = await readClock(em) } = await lockRows(em, Account, ids.map(recurringIdToUuid));
  const accounts = new Map(entities.map((account) => [account.id, account]));
  const missing = ids.filter((id) => !accounts.has(id));
  if (missing.length === 0) return { accounts, busy: new Set(), now };
  const existing = await em
    .fork({ keepTransactionContext: true })
    .find(Account, { id: { $in: missing } }, { fields: ['id'] });
  return { accounts, busy: new Set(existing.map(({ id }) => id)), now };
}
