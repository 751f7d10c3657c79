import { idToUuid, runParameterized, type UnitOfWork } from '@florin/database';
import type { TransactionType } from '@florin/rules';

/** Counts, and volumes in minor units. */
export type Total = {
  currency: string;
  type: TransactionType;
  count: bigint;
  volume: bigint;
  failed: bigint;
};
/** `hour` is the start of the hour, in RFC 3339 and UTC. */
export type HourTotal = Total & { hour: string };

type TotalRow = Record<'currency' | 'count' | 'volume' | 'failed', string> & { type: TransactionType };

/** Reads a tenant's totals since its first transaction, one for each currency and type. */
export async function readTotals(
  unit: UnitOfWork,
  filter: { tenantId: string; currency?: string | undefined },
): Promise<Total[]> {
  const rows = await runParameterized<TotalRow>(
    unit,
    `select currency, type, sum(count)::bigint as count, sum(volume) as volume, sum(failed_count)::bigint as failed
       from analytics.hourly
      where tenant_id = $1 and ($2::text is null or currency = $2)
      group by currency, type order by currency, type`,
    [idToUuid(filter.tenantId), filter.currency ?? null],
  );
  return rows.map(toTotal);
}

/** Reads a tenant's hours that begin from `from` (inclusive) to `to` (exclusive), oldest first, without empty hours. */
export async function readHours(
  unit: UnitOfWork,
  filter: { tenantId: string; from: Date; to: Date; currency?: string | undefined },
): Promise<HourTotal[]> {
  const rows = await runParameterized<TotalRow & { hour_ms: string }>(
    unit,
    `select extract(epoch from hour)::bigint * 1000 as hour_ms, currency, type, count, volume, failed_count as failed
       from analytics.hourly
      where tenant_id = $1 and hour >= $2 and hour < $3 and ($4::text is null or currency = $4)
      order by hour, currency, type`,
    [idToUuid(filter.tenantId), filter.from.toISOString(), filter.to.toISOString(), filter.currency ?? null],
  );
  return rows.map((row) => ({ hour: new Date(Number(row.hour_ms)).toISOString(), ...toTotal(row) }));
}

function toTotal({ currency, type, count, volume, failed }: TotalRow): Total {
  return { currency, type, count: BigInt(count), volume: BigInt(volume), failed: BigInt(failed) };
}
