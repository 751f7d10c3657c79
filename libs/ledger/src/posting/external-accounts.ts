import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { idToUuid, newId, runParameterized } from '@florin/database';
import { Account } from '../entities/account.ts';

const insertExternal = `
  insert into ledger.accounts (id, tenant_id, currency, kind) values ($1, $2, $3, 'outside')
  on conflict (tenant_id, currency) where kind = 'outside' do nothing`;

/**
 * The ids of the tenants' accounts for the world outside, one a tenant and currency. They never change, so they are
 * read once a process.
 */
export class ExternalAccounts {
  readonly #ids = new Map<string, string>();

  /** Reads what is not known yet about the tenants of these accounts; an account's opening made its outside twin. */
  async load(em: SqlEntityManager, accounts: Iterable<Account>): Promise<void> {
    const unknown = new Set<string>();
    for (const { tenantId, currency } of accounts) if (!this.find(tenantId, currency)) unknown.add(tenantId);
    if (unknown.size > 0) await this.#read(em, [...unknown]);
  }

  /** The id; undefined where the tenant has no account in that currency. */
  find(tenantId: string, currency: string): string | undefined {
    return this.#ids.get(nameOf(tenantId, currency));
  }

  /**
   * The id, of a new account where it is missing; two processes may try at once. Not remembered: the unit of work may
   * still be rolled back.
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
