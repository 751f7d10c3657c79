import type { BatchMovement } from '@florin/sdk';
import type { CheckedLine } from './check-file.ts';

/** What the movements of one type in one currency come to. */
export type Total = {
  type: BatchMovement['type'];
  count: number;
  /** Undefined where the original transaction has the currency, and perhaps the amount. */
  money?: { sum: bigint; currency: string };
};

/** The amount of a movement that says its own. Without a currency the contract's default is USD. */
export function moneyOf(movement: BatchMovement): { amount: number; currency: string } | undefined {
  if (!('account_id' in movement || 'from_account_id' in movement)) return undefined;
  const { amount, currency = 'USD' } = movement;
  return { amount, currency };
}

/** The totals of the correct lines, for the person who confirms them. */
export function totalsOf(lines: readonly CheckedLine[]): Total[] {
  const totals = new Map<string, Total>();
  for (const { movement } of lines) {
    if (!movement) continue;
    const { type } = movement;
    const money = moneyOf(movement);
    const key = `${type} ${money?.currency ?? ''}`;
    const before = totals.get(key);
    const count = (before?.count ?? 0) + 1;
    if (!money) totals.set(key, { type, count });
    else {
      const sum = (before?.money?.sum ?? 0n) + BigInt(money.amount);
      totals.set(key, { type, count, money: { sum, currency: money.currency } });
    }
  }
  return [...totals.values()];
}
