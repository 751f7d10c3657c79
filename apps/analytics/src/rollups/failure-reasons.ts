import { idToUuid } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import { sum, type RollupTable } from './add-rows.ts';
import { hourOf } from './buckets.ts';
import { Tally } from './tally.ts';

export const hourlyFailuresTable: RollupTable = {
  name: 'hourly_failures',
  key: { tenant_id: 'uuid', currency: 'text', hour: 'timestamptz', type: 'text', code: 'text' },
  columns: { count: sum('bigint') },
};

export type HourlyFailures = {
  tenant_id: string;
  currency: string;
  hour: string;
  type: string;
  /** The code of the refusal. */
  code: string;
  count: bigint;
};

/** Counts failed transactions by their reason. */
export function hourlyFailures(events: readonly FlorinEvent[]): HourlyFailures[] {
  const tally = new Tally<HourlyFailures>();
  for (const event of events) {
    if (event.type !== 'florin.transactions.failed.v1') continue;
    const { tenant_id, currency, type, created_at } = event.data;
    const { code } = event.data.failure;
    const hour = hourOf(created_at);
    const begin = () => ({ tenant_id: idToUuid(tenant_id), currency, hour, type, code, count: 0n });
    tally.row([tenant_id, currency, hour, type, code], begin).count += 1n;
  }
  return tally.rows();
}
