import { idToUuid, lockRows, newId, readClock, recurringIdToUuid, runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Account } from '../entities/account.ts';

export type LockedAccounts = {
  accounts: Map<string, Account>;
  /** Accounts that exist, and that another session has locked at this moment. */
  busy: Set<string>;
  /** The time of PostgreSQL's clock. */
  now: Date;
};

/**
 * Locks the rows of the accounts (FOR UPDATE, in id order) without waiting. A row that another session has locked is
 * skipped and reported as busy, so that one busy account does not delay the others and units of work cannot deadlock.
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

const insertExternal = `
  insert into ledger.accounts (id, tenant_id, currency, kind) values ($1, $2, $3, 'outside')
  on conflict (tenant_id, currency) where kind = 'outside' do nothing`;

/**
 * The ids of the external accounts, one per tenant and currency: the other side of credits and debits. An id never
 * changes, so each process reads it once.
 */
export class ExternalAccounts {
  readonly #ids = new Map<string, string>();

  /** Reads the ids that are missing here for these accounts. Opening an account creates its external account. */
  async load(em: SqlEntityManager, accounts: Iterable<Account>): Promise<void> {
    const unknown = new Set<string>();
    for (const { tenantId, currency } of accounts) if (!this.find(tenantId, currency)) unknown.add(tenantId);
    if (unknown.size > 0) await this.#read(em, [...unknown]);
  }

  /** The id; undefined when the tenant has no account in that currency. */
  find(tenantId: string, currency: string): string | undefined {
    return this.#ids.get(nameOf(tenantId, currency));
  }

  /**
   * The id; creates the account when it is missing, also when two processes do so at once. The new id is not kept here,
   * because the unit of work may still be rolled back.
   */
  async ensure(em: SqlEntityManager, tenantId: string, currency: string): Promise<string> {
    const known = this.find(tenantId, currency);
    if (known) return known;
    await runParameterized(em, insertExternal, [idToUuid(newId('acct')), idToUuid(tenantId), currency]);
    const { id } = await em.findOneOrFail(
      Account,
      { tenantId, currency, kind: 'outside' },
      { disableIdentityMap: true },
    );
    return id;
  }

  async #read(em: SqlEntityManager, tenantIds: string[]): Promise<void> {
    const rows = await em.find(
      Account,
      { tenantId: { $in: tenantIds }, kind: 'outside' },
      { disableIdentityMap: true },
    );
    for (const { tenantId, currency, id } of rows) this.#ids.set(nameOf(tenantId, currency), id);
  }
}

function nameOf(tenantId: string, currency: string): string {
  return `${tenantId} ${currency}`;
}
