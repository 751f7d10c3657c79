import type { Database } from '@florin/database';
import { snapshotOf, type AccountSnapshot } from '../accounts/account-snapshot.ts';
import { Account } from '../entities/account.ts';
import { Refusal } from '../refusal.ts';
import { pageOf, type Page } from './page.ts';

export type AccountFilter = { externalId?: string; currency?: string; limit: number; below?: string };

/** The account as of now, from the primary. Throws `not_found` also for another tenant's account. */
export async function getAccount(database: Database, tenantId: string, id: string): Promise<AccountSnapshot> {
  const account = await database.read((em) => em.findOne(Account, { id, tenantId, kind: 'customer' }));
  if (!account) throw new Refusal('not_found', `There is no account ${id}.`);
  return snapshotOf(account);
}

/** Accounts of the tenant, newest first. */
export async function listAccounts(
  database: Database,
  tenantId: string,
  { externalId, currency, limit, below }: AccountFilter,
): Promise<Page<AccountSnapshot>> {
  const where = {
    tenantId,
    kind: 'customer' as const,
    ...(externalId === undefined ? {} : { externalId }),
    ...(currency === undefined ? {} : { currency }),
    ...(below === undefined ? {} : { id: { $lt: below } }),
  };
  const rows = await database.read((em) =>
    em.find(Account, where, { orderBy: { id: 'desc' }, limit: limit + 1 }),
  );
  return pageOf(rows.map(snapshotOf), limit);
}
