import { idToUuid, runParameterized, type Database } from '@florin/database';
import type { Metadata } from '../entities/account.ts';
import {
  TransactionEntity,
  type Transaction,
  type TransactionStatus,
  type TransactionType,
} from '../entities/transaction.ts';
import type { Found, RowOfTenant } from './batch-loader.ts';
import { Conditions } from './conditions.ts';
import { lowestUuidAt } from './id-bounds.ts';
import { pageOf, type Page } from './page.ts';
import type { Side } from './sides.ts';

/** What a list of transactions is narrowed by. Times: `…From` is inclusive, `…To` is not. Amounts in minor units. */
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

const transactionsAsked = `select * from ledger.transactions where id = any($1::uuid[])`;

/** These transactions, whosever they are. Ids are UUIDs. */
export async function readTransactions(
  database: Database,
  ids: readonly string[],
): Promise<Found<Transaction>[]> {
  return database.read(async (em) => {
    const rows = await runParameterized<RowOfTenant>(em, transactionsAsked, [ids]);
    return rows.map((row) => ({
      tenantId: row.tenant_id,
      id: row.id,
      answer: em.map(TransactionEntity, row),
    }));
  });
}

/** Those of these transactions that the tenant has, by id, in one query. */
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
  const ways = crossed(sides, timesOf(conditions, filter));
  const sql = newestOf(
    ways.map((way) => `select * from ledger.transactions where ${[...way, conditions.sql].join(' and ')}`),
    limit,
  );
  return database.read(async (em) => {
    const rows = await runParameterized<object>(em, sql, conditions.values);
    return pageOf(
      rows.map((row) => em.map(TransactionEntity, row)),
      filter.limit,
    );
  });
}

/*
 * Each way to be in the list has an index of its own that is ordered by id, and no row is there in two ways. So each
 * gives its newest first, and no more than a page of them: "or" would read and sort all that an account ever did.
 */
function newestOf(selects: string[], limit: string): string {
  const newest = selects.map((select) => `(${select} order by id desc limit ${limit})`);
  return newest.length === 1
    ? newest[0]!
    : `select * from (${newest.join(' union all ')}) as found order by id desc limit ${limit}`;
}

function crossed(sides: string[], times: string[]): string[][] {
  const all = (texts: string[]) => (texts.length === 0 ? [[]] : texts.map((text) => [text]));
  return all(sides).flatMap((side) => all(times).map((time) => [...side, ...time]));
}

/**
 * The account pays or receives; as the partial indexes say it. A credit is paid, and a debit received, by the world
 * outside alone: looking for them there would read all that the account ever did, and find nothing.
 */
function sidesOf(account: string, types: readonly TransactionType[] | undefined): string[] {
  const elsewhere: Record<Side, TransactionType> = { from: 'credit', to: 'debit' };
  return (['from', 'to'] as const)
    .filter((side) => types?.every((type) => type === elsewhere[side]) !== true || types.length === 0)
    .map(
      (side) =>
        `${side}_account_id = ${account} and (${side}_account_version is not null or status = 'failed')`,
    );
}

/** What counts at another time than it was posted is rare and indexed apart; for all else the id tells the time. */
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
  // The words of the partial indexes, which PostgreSQL cannot conclude from a parameter.
  if (statuses !== undefined && !statuses.includes('completed')) conditions.always(`status <> 'completed'`);
  if (metadata !== undefined && Object.keys(metadata).length > 0) {
    conditions.always(`metadata <> '{}'`).where('metadata @> ?::jsonb', JSON.stringify(metadata));
  }
  return conditions;
}
