import { idToUuid, lowestUuidAt, runParameterized, valuesOfRow, type Database } from '@florin/database';
import type { Metadata, Transaction, TransactionStatus, TransactionType } from '@florin/rules';
import { TransactionEntity } from '../entities/transaction.ts';
import type { Found, RowOfTenant } from './batch-loader.ts';
import { Conditions } from './conditions.ts';
import { metadataText, narrowedBy, notNarrowed } from './narrowed.ts';
import { newestOf, pageOf, type Page } from './page.ts';
import type { Side } from './sides.ts';

/** The filters of a list of transactions. Times: `…From` is inclusive, `…To` is not. Amounts in minor units. */
export type TransactionFilter = {
  accountId?: string;
  types?: readonly TransactionType[];
  statuses?: readonly TransactionStatus[];
  amountMin?: number;
  amountMax?: number;
  reference?: string;
  /** All of these keys with these values. */
  metadata?: Metadata;
  createdFrom?: Date;
  createdTo?: Date;
  effectiveFrom?: Date;
  effectiveTo?: Date;
  limit: number;
  below?: string;
};

const findByIds = `select * from ledger.transactions where id = any($1::uuid[])`;

/** These transactions, of any tenant. Ids are UUIDs. */
export async function readTransactions(
  database: Database,
  ids: readonly string[],
): Promise<Found<Transaction>[]> {
  return database.read(async (em) => {
    const rows = await runParameterized<RowOfTenant>(em, findByIds, [ids]);
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      id: row.id,
      value: valuesOfRow(em, TransactionEntity, row),
    }));
  });
}

/** The tenant's transactions among these ids, by id, from one query. */
export async function findTransactions(
  database: Database,
  tenantId: string,
  ids: readonly string[],
): Promise<Map<string, Transaction>> {
  if (ids.length === 0) return new Map();
  const rows = await database.read((em) =>
    em.find(TransactionEntity, { id: { $in: [...new Set(ids)] }, tenantId }),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Transactions of the tenant, newest first, completed and failed. */
export async function listTransactions(
  database: Database,
  tenantId: string,
  filter: TransactionFilter,
): Promise<Page<Transaction>> {
  const conditions = conditionsOf(tenantId, filter);
  const sides =
    filter.accountId === undefined
      ? []
      : sidesOf(conditions.parameter(idToUuid(filter.accountId)), filter.types);
  const limit = conditions.parameter(filter.limit + 1);
  const metadata = metadataText(filter.metadata);
  const narrowed =
    metadata === undefined
      ? notNarrowed
      : narrowedBy('transactions_with_metadata', conditions, tenantId, metadata);
  const branches = crossed(sides, timesOf(conditions, filter), narrowed.branches);
  const list = newestOf(
    branches.map(
      (branch) => `select * from ledger.transactions where ${[...branch, conditions.sql].join(' and ')}`,
    ),
    limit,
  );
  return database.read(async (em) => {
    const rows = await runParameterized<Record<string, unknown>>(em, narrowed.cte + list, conditions.values);
    return pageOf(
      rows.map((row) => valuesOfRow(em, TransactionEntity, row)),
      filter.limit,
    );
  });
}

/** Every combination of one branch from each list; an empty list has no say. */
function crossed(...lists: string[][]): string[][] {
  return lists.reduce<string[][]>(
    (found, list) => (list.length === 0 ? found : found.flatMap((each) => list.map((one) => [...each, one]))),
    [[]],
  );
}

/**
 * The account pays or receives, in the words of the partial indexes. Only the external account pays a credit or receives
 * a debit, so that side is left out: PostgreSQL would read all transactions of the account and find none.
 */
function sidesOf(account: string, types: readonly TransactionType[] | undefined): string[] {
  const externalOnly: Record<Side, TransactionType> = { from: 'credit', to: 'debit' };
  return (['from', 'to'] as const)
    .filter((side) => types?.every((type) => type === externalOnly[side]) !== true || types.length === 0)
    .map(
      (side) =>
        `${side}_account_id = ${account} and (${side}_account_version is not null or status = 'failed')`,
    );
}

/** Backdated transactions are rare and have an index of their own; for all others the id contains the time. */
function timesOf(conditions: Conditions, { effectiveFrom, effectiveTo }: TransactionFilter): string[] {
  if (effectiveFrom === undefined && effectiveTo === undefined) return [];
  const posted = ['not (effective_at < created_at)'];
  const backdated = ['effective_at < created_at'];
  if (effectiveFrom !== undefined) {
    posted.push(`id >= ${conditions.parameter(lowestUuidAt(effectiveFrom))}`);
    backdated.push(`effective_at >= ${conditions.parameter(effectiveFrom)}`);
  }
  if (effectiveTo !== undefined) {
    posted.push(`id < ${conditions.parameter(lowestUuidAt(effectiveTo))}`);
    backdated.push(`effective_at < ${conditions.parameter(effectiveTo)}`);
  }
  return [posted.join(' and '), backdated.join(' and ')];
}

function conditionsOf(tenantId: string, filter: TransactionFilter): Conditions {
  const { types, statuses, amountMin, amountMax, reference, metadata, createdFrom, createdTo, below } =
    filter;
  const conditions = new Conditions()
    .where('tenant_id = ?', idToUuid(tenantId))
    .where('type = any(?::text[])', types)
    .where('status = any(?::text[])', statuses)
    .where('amount >= ?', amountMin)
    .where('amount <= ?', amountMax)
    .where('reference = ?', reference)
    .where('id >= ?', createdFrom && lowestUuidAt(createdFrom))
    .where('id < ?', createdTo && lowestUuidAt(createdTo))
    .where('id < ?', below && idToUuid(below));
  // The condition of the partial index, which PostgreSQL cannot derive from a parameter. No hold is completed.
  const onlyHolds = types?.length === 1 && types[0] === 'hold';
  if (onlyHolds || (statuses !== undefined && !statuses.includes('completed')))
    conditions.always(`status <> 'completed'`);
  conditions.where('metadata @> ?::jsonb', metadataText(metadata));
  return conditions;
}
