import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Account } from '../entities/account.ts';
import type { Books } from './command.ts';
import type { OutsideAccounts } from './outside-accounts.ts';

/** The books as one unit of work sees them: these accounts, and the tenants' outside accounts beside them. */
export async function openBooks(
  em: SqlEntityManager,
  accounts: ReadonlyMap<string, Account>,
  outside: OutsideAccounts,
): Promise<Books> {
  await outside.load(em, accounts.values());
  return {
    now: new Date(),
    account(tenantId, id) {
      const account = accounts.get(id);
      return account?.tenantId === tenantId && account.kind === 'customer' ? account : undefined;
    },
    outside: (tenantId, currency) => outside.find(tenantId, currency)!,
  };
}
