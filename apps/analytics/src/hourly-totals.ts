import type { FlorinEvent } from '@florin/events';

/** What a batch adds to one row: one hour of one tenant, currency and type of transaction. */
export type HourlyTotal = {
  tenantId: string;
  currency: string;
  type: string;
  /** Start of the hour, epoch milliseconds UTC, by the time at which the ledger recorded the transaction. */
  hour: number;
  /** Completed transactions. */
  count: bigint;
  /** Their amounts in minor units. */
  volume: bigint;
  failedCount: bigint;
};

const hourMs = 3_600_000;

/**
 * Adds up events. A transaction between two accounts of the bank arrives as two events, one for each, and
 * counts on the side that paid; a failed one arrives once. The order of the events changes nothing.
 * Sorted by key: all who write these rows do so in the same order, and so never deadlock.
 */
export function hourlyTotals(events: readonly FlorinEvent[]): HourlyTotal[] {
  const totals = new Map<string, HourlyTotal>();
  for (const event of events) {
    if (event.type === 'florin.transactions.completed.v1') {
      const { counterparty_account_id, direction, amount } = event.data;
      if (counterparty_account_id !== null && direction === 'credit') continue;
      const total = totalOf(totals, event.data);
      total.count += 1n;
      total.volume += BigInt(amount);
    } else if (event.type === 'florin.transactions.failed.v1') {
      totalOf(totals, event.data).failedCount += 1n;
    }
  }
  return [...totals.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total);
}

function totalOf(
  totals: Map<string, HourlyTotal>,
  data: { tenant_id: string; currency: string; type: string; created_at: string },
): HourlyTotal {
  const hour = Math.floor(Date.parse(data.created_at) / hourMs) * hourMs;
  const key = `${data.tenant_id} ${data.currency} ${data.type} ${hour}`;
  let total = totals.get(key);
  if (!total) {
    const { tenant_id: tenantId, currency, type } = data;
    total = { tenantId, currency, type, hour, count: 0n, volume: 0n, failedCount: 0n };
    totals.set(key, total);
  }
  return total;
}
