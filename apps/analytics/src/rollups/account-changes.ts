import { idToUuid } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import { constant, sum, type RollupTable } from './add-rows.ts';
import { hourOf } from './buckets.ts';
import { Tally } from './tally.ts';

export const accountsTable: RollupTable = {
  name: 'accounts',
  key: { account_id: 'uuid' },
  columns: { tenant_id: constant('uuid'), currency: constant('text'), opened_at: constant('timestamptz') },
};

export const hourlyAccountChangesTable: RollupTable = {
  name: 'hourly_account_changes',
  key: { tenant_id: 'uuid', currency: 'text', hour: 'timestamptz', change: 'text' },
  columns: { count: sum('bigint') },
};

export type OpenedAccount = { account_id: string; tenant_id: string; currency: string; opened_at: string };
export type HourlyAccountChanges = {
  tenant_id: string;
  currency: string;
  hour: string;
  change: string;
  count: bigint;
};

export function openedAccounts(events: readonly FlorinEvent[]): OpenedAccount[] {
  const tally = new Tally<OpenedAccount>();
  for (const event of events) {
    if (event.type !== 'florin.accounts.lifecycle.v1' || event.data.change !== 'opened') continue;
    const { account_id, tenant_id, currency, occurred_at } = event.data;
    tally.row([account_id], () => {
      return {
        account_id: idToUuid(account_id),
        tenant_id: idToUuid(tenant_id),
        currency,
        opened_at: occurred_at,
      };
    });
  }
  return tally.rows();
}

/** Counts changes of accounts by kind: opened, frozen, closed, and kinds that are added later. */
export function hourlyAccountChanges(events: readonly FlorinEvent[]): HourlyAccountChanges[] {
  const tally = new Tally<HourlyAccountChanges>();
  for (const event of events) {
    if (event.type !== 'florin.accounts.lifecycle.v1') continue;
    const { tenant_id, currency, change, occurred_at } = event.data;
    const hour = hourOf(occurred_at);
    const begin = () => ({ tenant_id: idToUuid(tenant_id), currency, hour, change, count: 0n });
    tally.row([tenant_id, currency, hour, change], begin).count += 1n;
  }
  return tally.rows();
}
