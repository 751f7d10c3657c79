import { idToUuid, runParameterized, type UnitOfWork } from '@florin/database';
import { dayMs } from '../rollups/buckets.ts';
import { typesThatMoveNothing } from '../rollups/hourly-totals.ts';
import type { Span } from './span.ts';

export type PointFilter = {
  tenantId: string;
  span: Span;
  currency?: string | undefined;
  type?: string | undefined;
};

/** The sums of one bucket in one currency; `at` is the start of the bucket in epoch milliseconds. */
export type BucketSums = {
  currency: string;
  at: number;
  count: bigint;
  volume: bigint;
  net: bigint;
  failed: bigint;
};

/** A figure of one bucket in one currency. */
export type Figure = { currency: string; at: number; value: bigint };

type Texts<Column extends string> = Record<Column, string>;

/** `$2` to `$4` are the span and the currency. A bucket that begins before the end of the span counts as a whole. */
const where = (time: string) =>
  `tenant_id = $1 and ${time} >= $2 and ${time} < $3 and ($4::text is null or currency = $4)`;
const bucket = (time: string, { bucketMs }: Span) =>
  `extract(epoch from date_trunc('${bucketMs === dayMs ? 'day' : 'hour'}', ${time}, 'UTC'))::bigint * 1000`;

const parameters = ({ tenantId, span, currency }: PointFilter) => [
  idToUuid(tenantId),
  span.from.toISOString(),
  span.to.toISOString(),
  currency ?? null,
];

/** Reads the sums of buckets with transactions. Without a type, counts and volumes are of types that move money. */
export async function readSums(unit: UnitOfWork, filter: PointFilter): Promise<BucketSums[]> {
  const rows = await runParameterized<Texts<'currency' | 'at' | 'count' | 'volume' | 'net' | 'failed'>>(
    unit,
    `select currency, ${bucket('hour', filter.span)} as at,
            coalesce(sum(count) filter (where $5::text is not null or type <> all($6)), 0) as count,
            coalesce(sum(volume) filter (where $5::text is not null or type <> all($6)), 0) as volume,
            sum(net) as net, sum(failed_count) as failed
       from analytics.hourly
      where ${where('hour')} and ($5::text is null or type = $5)
      group by 1, 2`,
    [...parameters(filter), filter.type ?? null, typesThatMoveNothing],
  );
  return rows.map(({ currency, at, count, volume, net, failed }) => ({
    ...{ currency, at: Number(at), count: BigInt(count), volume: BigInt(volume) },
    ...{ net: BigInt(net), failed: BigInt(failed) },
  }));
}

/** Reads the total balance of all accounts at the start of the span, by currency. */
export async function readOpeningBalances(
  unit: UnitOfWork,
  { tenantId, span, currency }: PointFilter,
): Promise<Map<string, bigint>> {
  const rows = await runParameterized<Texts<'currency' | 'balance'>>(
    unit,
    `select currency, sum(net) as balance from analytics.hourly
      where tenant_id = $1 and hour < $2 and ($3::text is null or currency = $3) group by currency`,
    [idToUuid(tenantId), span.from.toISOString(), currency ?? null],
  );
  return new Map(rows.map((row) => [row.currency, BigInt(row.balance)]));
}

/** Reads the number of accounts with a completed movement, by day. */
export async function readActiveAccounts(unit: UnitOfWork, filter: PointFilter): Promise<Figure[]> {
  const rows = await runParameterized<Texts<'currency' | 'at' | 'value'>>(
    unit,
    `select currency, extract(epoch from day::timestamp)::bigint * 1000 as at, active as value
       from analytics.daily_accounts where ${where(`(day::timestamp at time zone 'UTC')`)}`,
    parameters(filter),
  );
  return rows.map(toFigure);
}

/** Reads how many accounts had this change. */
export async function readAccountChanges(
  unit: UnitOfWork,
  filter: PointFilter,
  change: string,
): Promise<Figure[]> {
  const rows = await runParameterized<Texts<'currency' | 'at' | 'value'>>(
    unit,
    `select currency, ${bucket('hour', filter.span)} as at, sum(count) as value
       from analytics.hourly_account_changes where ${where('hour')} and change = $5 group by 1, 2`,
    [...parameters(filter), change],
  );
  return rows.map(toFigure);
}

const toFigure = ({ currency, at, value }: Texts<'currency' | 'at' | 'value'>): Figure => ({
  currency,
  at: Number(at),
  value: BigInt(value),
});
