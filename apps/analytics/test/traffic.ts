import { newId } from '@florin/database';
import { itemAt, sampleTransaction, sampleTransfer } from '@florin/testing';

type Sample = ReturnType<typeof sampleTransaction>;
export type Total = { currency: string; type: string; count: number; volume: number; failed: number };

/** Random events of a tenant's 50 accounts within three hours, with the expected totals. */
export function traffic(count: number, tenant: string): { events: Sample[]; expected: Total[] } {
  const accounts = Array.from({ length: 50 }, () => newId('acct'));
  const expected = new Map<string, Total>();
  const events: Sample[] = [];
  const pick = <T>(list: readonly T[]): T => itemAt(list, Math.floor(Math.random() * list.length));
  for (let index = 0; index < count; index++) {
    const currency = pick(['EUR', 'USD']);
    const type = pick(['credit', 'debit', 'transfer']);
    const amount = 1 + Math.floor(Math.random() * 1_000_000);
    const createdAt = new Date(Date.now() - Math.random() * 3 * 3_600_000).toISOString();
    const failed = Math.random() < 0.1;
    const common = { tenantId: tenant, currency, amount, createdAt };
    const from = pick(accounts);
    if (type === 'transfer' && !failed)
      events.push(...sampleTransfer({ ...common, from, to: pick(accounts) }));
    else events.push(sampleTransaction({ ...common, accountId: from, type, failed }));
    const key = `${currency} ${type}`;
    const total = expected.get(key) ?? { currency, type, count: 0, volume: 0, failed: 0 };
    if (failed) total.failed += 1;
    else {
      total.count += 1;
      total.volume += amount;
    }
    expected.set(key, total);
  }
  return { events, expected: [...expected].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total) };
}
