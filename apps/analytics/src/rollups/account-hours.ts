import { idToUuid } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import { atHighest, constant, sum, type RollupTable } from './add-rows.ts';
import { hourOf } from './buckets.ts';
import { Tally } from './tally.ts';

export const accountHoursTable: RollupTable = {
  name: 'account_hours',
  key: { account_id: 'uuid', hour: 'timestamptz' },
  columns: {
    tenant_id: constant('uuid'),
    currency: constant('text'),
    received_count: sum('bigint'),
    received: sum('numeric'),
    paid_count: sum('bigint'),
    paid: sum('numeric'),
    closing_version: atHighest('closing_version', 'bigint'),
    closing_balance: atHighest('closing_version', 'bigint'),
  },
};

/** One account's completed movements in one hour. Amounts are in minor units. */
export type AccountHour = {
  account_id: string;
  hour: string;
  tenant_id: string;
  currency: string;
  received_count: bigint;
  received: bigint;
  paid_count: bigint;
  paid: bigint;
  closing_version: bigint;
  closing_balance: bigint;
};

/** Sums what accounts received and paid. A transfer is a movement of both its accounts. */
export function accountHours(events: readonly FlorinEvent[]): AccountHour[] {
  const tally = new Tally<AccountHour>();
  for (const event of events) {
    if (event.type !== 'florin.transactions.completed.v1') continue;
    const { account_id, direction, amount, created_at } = event.data;
    const version = BigInt(event.data.account_version);
    const balance = BigInt(event.data.balance_after);
    const hour = hourOf(created_at);
    const row = tally.row([account_id, hour], () => {
      const { tenant_id, currency } = event.data;
      return {
        account_id: idToUuid(account_id),
        hour,
        tenant_id: idToUuid(tenant_id),
        currency,
        ...{ received_count: 0n, received: 0n, paid_count: 0n, paid: 0n },
        ...{ closing_version: version, closing_balance: balance },
      };
    });
    if (direction === 'credit') {
      row.received_count += 1n;
      row.received += BigInt(amount);
    } else {
      row.paid_count += 1n;
      row.paid += BigInt(amount);
    }
    if (version > row.closing_version) {
      row.closing_version = version;
      row.closing_balance = balance;
    }
  }
  return tally.rows();
}
