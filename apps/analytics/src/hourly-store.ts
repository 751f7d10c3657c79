import { idToUuid, runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { HourlyTotal } from './hourly-totals.ts';

/** Adds a batch's totals to the table with one statement, which locks the rows in the order given. */
export async function addToHourly(em: SqlEntityManager, totals: readonly HourlyTotal[]): Promise<void> {
  if (totals.length === 0) return;
  await runParameterized(
    em,
    `insert into analytics.hourly as known (tenant_id, currency, type, hour, count, volume, failed_count)
     select tenant_id, currency, type, to_timestamp(hour_ms / 1000), count, volume, failed_count
       from unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::numeric[], $7::bigint[])
         as fresh (tenant_id, currency, type, hour_ms, count, volume, failed_count)
         on conflict (tenant_id, currency, hour, type) do update
        set count = known.count + excluded.count,
            volume = known.volume + excluded.volume,
            failed_count = known.failed_count + excluded.failed_count`,
    [
      totals.map(({ tenantId }) => idToUuid(tenantId)),
      totals.map(({ currency }) => currency),
      totals.map(({ type }) => type),
      totals.map(({ hour }) => hour),
      totals.map(({ count }) => String(count)),
      totals.map(({ volume }) => String(volume)),
      totals.map(({ failedCount }) => String(failedCount)),
    ],
  );
}
