import { exponentOf } from '../currencies.ts';
import type { TrialBalance } from '../schemas.ts';
import type { Books } from './books.ts';
import { exact, exactSum } from './exact.ts';

type Totals = {
  currency: string;
  customers: bigint;
  outside: bigint;
  accounts: number;
  transactions: number;
};

/** What the accounts say, and what the movements say of the outside world: two sums that are 0 together. */
export function trialBalance(books: Books): TrialBalance {
  const totals = new Map<string, Totals>();
  const of = (currency: string): Totals => {
    const known = totals.get(currency);
    if (known) return known;
    const fresh = { currency, customers: 0n, outside: 0n, accounts: 0, transactions: 0 };
    totals.set(currency, fresh);
    return fresh;
  };
  for (const { currency, balance } of books.accounts.values()) {
    of(currency).customers += BigInt(balance);
    of(currency).accounts += 1;
  }
  for (const { transaction, from, to } of books.entries.values()) {
    const total = of(transaction.currency);
    const moves = ['hold', 'void', 'expiry'].includes(transaction.type) ? 0n : BigInt(transaction.amount);
    total.transactions += 1;
    if (from && !to) total.outside += moves;
    if (to && !from) total.outside -= moves;
  }
  const data = [...totals.values()]
    .sort((a, b) => (a.currency < b.currency ? -1 : 1))
    .map(({ customers, outside, ...counts }) => ({
      ...counts,
      currency_exponent: exponentOf(counts.currency),
      ...exact('customers', exactSum(customers)),
      ...exact('outside', exactSum(outside)),
      ...exact('difference', exactSum(customers, outside)),
    }));
  return { as_of: books.clock.now().toISOString(), data };
}
