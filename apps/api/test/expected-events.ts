import type { AnalyticsSummary, Transaction } from '@florin/sdk';
import type { CollectedEvent } from '@florin/testing';

/** The ids of the events of these transactions, one for each account of a transaction. */
export function eventIdsOf(transactions: readonly Transaction[]): string[] {
  return transactions.flatMap(({ id, type, status, account_id, to_account_id }) => {
    const own = `${id}:${account_id}`;
    return type === 'transfer' && status === 'completed' ? [own, `${id}:${to_account_id}`] : [own];
  });
}

/** The totals of these transactions that analytics must return. */
export function totalsOf(transactions: readonly Transaction[]): AnalyticsSummary['totals'] {
  const totals = new Map<string, AnalyticsSummary['totals'][number]>();
  for (const { currency, type, status, amount } of transactions) {
    const key = `${currency} ${type}`;
    const total = totals.get(key) ?? { currency, type, count: 0, volume: 0, failed: 0 };
    totals.set(key, total);
    if (status === 'failed') total.failed += 1;
    else {
      total.count += 1;
      total.volume += amount;
    }
  }
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total);
}

/** The accounts' versions in the order in which Kafka delivered them first. */
export function versionsInOrder(collected: readonly CollectedEvent[]): Map<string, number[]> {
  const seen = new Set<string>();
  const versions = new Map<string, number[]>();
  for (const { event } of collected) {
    if (event.type !== 'florin.transactions.completed.v1' || seen.has(event.id)) continue;
    seen.add(event.id);
    versions.set(event.accountId, [...(versions.get(event.accountId) ?? []), event.data.account_version]);
  }
  return versions;
}
