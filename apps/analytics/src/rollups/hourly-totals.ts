import { idToUuid } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import { sum, type RollupTable } from './add-rows.ts';
import { hourOf } from './buckets.ts';
import { Tally } from './tally.ts';

export const hourlyTable: RollupTable = {
  name: 'hourly',
  key: { tenant_id: 'uuid', currency: 'text', hour: 'timestamptz', type: 'text' },
  columns: { count: sum('bigint'), volume: sum('numeric'), net: sum('numeric'), failed_count: sum('bigint') },
};

/** The totals of one hour (UTC, by the ledger's clock), tenant, currency and type of transaction. */
export type HourlyTotal = {
  tenant_id: string;
  currency: string;
  type: string;
  hour: string;
  /** The number of completed transactions. */
  count: bigint;
  /** The sum of their amounts, in minor units. */
  volume: bigint;
  /** What the accounts received minus what they paid, in minor units. */
  net: bigint;
  failed_count: bigint;
};

type Transaction = { tenant_id: string; currency: string; type: string; created_at: string };

/** The type of transaction of each change of a hold that moves no money. */
const typeOfHoldChange: Record<string, string> = { placed: 'hold', voided: 'void', expired: 'expiry' };

/** The types of transactions that reserve or release money; all others move it. */
export const typesThatMoveNothing: readonly string[] = Object.values(typeOfHoldChange);

/**
 * Sums events by hour. A transaction between two accounts of the bank arrives as two events, one for each account, and
 * counts on the paying side; a failed one arrives once. The order of the events does not matter.
 */
export function hourlyTotals(events: readonly FlorinEvent[]): HourlyTotal[] {
  const tally = new Tally<HourlyTotal>();
  for (const event of events) {
    if (event.type === 'florin.transactions.completed.v1') {
      const { counterparty_account_id, direction, amount } = event.data;
      const total = totalOf(tally, event.data);
      total.net += BigInt(direction === 'credit' ? amount : -amount);
      if (counterparty_account_id === null || direction === 'debit') count(total, amount);
    } else if (event.type === 'florin.transactions.failed.v1') {
      totalOf(tally, event.data).failed_count += 1n;
    } else if (event.type === 'florin.transactions.holds.v1') {
      // A capture is published to transactions.completed too, and counts there.
      const type = typeOfHoldChange[event.data.change];
      if (type !== undefined) count(totalOf(tally, { ...event.data, type }), event.data.amount);
    }
  }
  return tally.rows();
}

function count(total: HourlyTotal, amount: number): void {
  total.count += 1n;
  total.volume += BigInt(amount);
}

function totalOf(tally: Tally<HourlyTotal>, data: Transaction): HourlyTotal {
  const { tenant_id, currency, type } = data;
  const hour = hourOf(data.created_at);
  return tally.row([tenant_id, currency, type, hour], () => {
    return {
      tenant_id: idToUuid(tenant_id),
      currency,
      type,
      hour,
      count: 0n,
      volume: 0n,
      net: 0n,
      failed_count: 0n,
    };
  });
}
