import {
  idToUuid,
  lowestUuidAfter,
  lowestUuidSince,
  runParameterized,
  valuesOfRow,
  type Database,
} from '@florin/database';
import {
  snapshotOf,
  spentOfLimit,
  type AccountSnapshot,
  type AccountStatus,
  type actorView,
  type Metadata,
} from '@florin/rules';
import { Account } from '../entities/account.ts';
import type { Found, RowOfTenant } from './batch-loader.ts';
import { Conditions } from './conditions.ts';
import { metadataText, narrowedBy, notNarrowed } from './narrowed.ts';
import { newestOf, pageOf, type Page } from './page.ts';

/** The filters of a list of accounts. `createdFrom` is inclusive, `createdTo` is not. */
export type AccountFilter = {
  externalId?: string;
  currency?: string;
  statuses?: readonly AccountStatus[];
  /** The beginning of the name, in upper or lower case. */
  name?: string;
  /** All of these keys with these values. */
  metadata?: Metadata;
  createdFrom?: Date;
  createdTo?: Date;
  limit: number;
  below?: string;
};

const findByIds = `
  select accounts.*, (
    select actor from ledger.audit_log
    where object_type = 'account' and object_uuid = accounts.id order by at desc, id desc limit 1
  ) as changed_by, now() as read_at
  from ledger.accounts where id = any($1::uuid[]) and kind = 'customer'`;

/**
 * An account, who opened it or last changed its terms, and what counts against its daily limit today. `changedBy` is null if
 * that was before actors were recorded, `spentToday` without a daily limit.
 */
export type AccountDetails = AccountSnapshot & {
  changedBy: ReturnType<typeof actorView> | null;
  spentToday: number | null;
};

type AccountRow = RowOfTenant & { changed_by: AccountDetails['changedBy']; read_at: string | Date };

/** These accounts as they are now, of any tenant. Ids are UUIDs. */
export async function readAccounts(
  database: Database,
  ids: readonly string[],
): Promise<Found<AccountDetails>[]> {
  return database.read(async (em) => {
    const rows = await runParameterized<AccountRow>(em, findByIds, [ids]);
    return rows.map(({ changed_by: changedBy, read_at, ...row }) => {
      const account = valuesOfRow(em, Account, row);
      const spentToday = spentOfLimit(account, new Date(read_at));
      return {
        tenantId: row.tenant_id,
        id: row.id,
        value: { ...snapshotOf(account), changedBy, spentToday },
      };
    });
  });
}

/** Accounts of the tenant, newest first. */
export async function listAccounts(
  database: Database,
  tenantId: string,
  filter: AccountFilter,
): Promise<Page<AccountSnapshot>> {
  const { limit } = filter;
  const prefix = filter.name && `${filter.name.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const metadata = metadataText(filter.metadata);
  const conditions = new Conditions()
    .where('tenant_id = ?', idToUuid(tenantId))
    .always(`kind = 'customer'`)
    .where('external_id = ?', filter.externalId)
    .where('currency = ?', filter.currency)
    .where('status = any(?::text[])', filter.statuses)
    .where('lower(name) like lower(?)', prefix)
    .where('metadata @> ?::jsonb', metadata)
    .where('created_at >= ?', filter.createdFrom)
    .where('id >= ?', filter.createdFrom && lowestUuidSince(filter.createdFrom))
    .where('created_at < ?', filter.createdTo)
    // The id has the time too, so that PostgreSQL begins there and does not read all newer accounts.
    .where('id < ?', filter.createdTo && lowestUuidAfter(filter.createdTo))
    .where('id < ?', filter.below && idToUuid(filter.below));
  const narrowed =
    (metadata && narrowedBy('accounts_with_metadata', conditions, tenantId, metadata)) ||
    (prefix && narrowedBy('accounts_named', conditions, tenantId, prefix)) ||
    notNarrowed;
  const branches = narrowed.branches.length === 0 ? ['true'] : narrowed.branches;
  const list = newestOf(
    branches.map((branch) => `select * from ledger.accounts where ${branch} and ${conditions.sql}`),
    conditions.parameter(limit + 1),
  );
  return database.read(async (em) => {
    const rows = await runParameterized<Record<string, unknown>>(em, narrowed.cte + list, conditions.values);
    return pageOf(
      rows.map((row) => snapshotOf(valuesOfRow(em, Account, row))),
      limit,
    );
  });
}
