import { exponentOf } from '../currencies.ts';
import type { TrialBalance } from '../schemas.ts';
import type { Books } from './books.ts';

type Totals = TrialBalance['data'][number];

/** What the accounts say, and what the movements say of the outside world: two sums that are 0 together. */
export function trialBalance(books: Books): TrialBalance {
  const totals = new Map<string, Totals>();
  const of = (currency: string): Totals => {
    const known = totals.get(currency);
    if (known) return known;
    const none = { customers: 0, outside: 0, difference: 0, accounts: 0, transactions: 0 };
    const fresh = { currency, currency_exponent: exponentOf(currency), ...none };
    totals.set(currency, fresh);
    return fresh;
  };
  for (const { currency, balance } of books.accounts.values()) {
    of(currency).customers += balance;
    of(currency).accounts += 1;
  }
  for (const { transaction, from, to } of books.entries.values()) {
    const total = of(transaction.currency);
    const moves = ['hold', 'void', 'expiry'].includes(transaction.type) ? 0 : transaction.amount;
    total.transactions += 1;
    if (from && !to) total.outside += moves;
    if (to && !from) total.outside -= moves;
  }
  for (const total of totals.values()) total.difference = total.customers + total.outside;
  const data = [...totals.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
  return { as_of: books.clock.now().toISOString(), data };
}
