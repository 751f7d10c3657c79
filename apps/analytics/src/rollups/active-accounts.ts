import { idToUuid, runParameterized, type UnitOfWork } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import { unnested, valuesOf } from './add-rows.ts';
import { dayOf } from './buckets.ts';
import { Tally } from './tally.ts';

/** A day on which an account had a completed movement. */
export type ActiveDay = { account_id: string; day: string; tenant_id: string; currency: string };

export function activeDays(events: readonly FlorinEvent[]): ActiveDay[] {
  const tally = new Tally<ActiveDay>();
  for (const event of events) {
    if (event.type !== 'florin.transactions.completed.v1') continue;
    const { account_id, tenant_id, currency, created_at } = event.data;
    const day = dayOf(created_at);
    tally.row([account_id, day], () => {
      return { account_id: idToUuid(account_id), day, tenant_id: idToUuid(tenant_id), currency };
    });
  }
  return tally.rows();
}

/**
 * Records days and counts new ones, independently of the order of an account's events: a row can be inserted only once.
 * Months are derived from days, so only a new day can add a month.
 */
export async function addActiveDays(
  unit: UnitOfWork,
  schema: string,
  days: readonly ActiveDay[],
): Promise<void> {
  if (days.length === 0) return;
  await runParameterized(
    unit,
    `with given as (
       select * from unnest(${unnested(['uuid', 'date', 'uuid', 'text'])})
           as day (account_id, day, tenant_id, currency)
     ), fresh as (
       insert into ${schema}.account_days (account_id, day) select account_id, day from given
           on conflict do nothing returning account_id, day
     ), counted as (
       insert into ${schema}.daily_accounts as known (tenant_id, currency, day, active)
       select tenant_id, currency, day, count(*) from given join fresh using (account_id, day)
        group by tenant_id, currency, day order by tenant_id, currency, day
           on conflict (tenant_id, currency, day) do update set active = known.active + excluded.active
     )
     insert into ${schema}.account_months (account_id, month)
     select distinct account_id, date_trunc('month', day)::date as month from fresh order by account_id, month
         on conflict do nothing`,
    valuesOf(days, ['account_id', 'day', 'tenant_id', 'currency']),
  );
}
