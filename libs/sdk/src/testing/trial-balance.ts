import { accountsOf, currencyTotalsView, kinds } from '@florin/rules';
import type { FakeLedger } from './fake-ledger.ts';

type Totals = {
  currency: string;
  customers: bigint;
  outside: bigint;
  accounts: number;
  transactions: number;
};

/**
 * Returns, per currency, the sum of all accounts and the sum of the external account by its movements. Together they
 * are 0.
 */
export function trialBalance(ledger: FakeLedger) {
  const totals = new Map<string, Totals>();
  const of = (currency: string): Totals => {
    const known = totals.get(currency);
    if (known) return known;
    const fresh = { currency, customers: 0n, outside: 0n, accounts: 0, transactions: 0 };
    totals.set(currency, fresh);
    return fresh;
  };
  for (const { currency, balance } of ledger.accounts.values()) {
    of(currency).customers += BigInt(balance);
    of(currency).accounts += 1;
  }
  for (const transaction of ledger.transactions) {
    const total = of(transaction.currency);
    total.transactions += 1;
    if (transaction.status === 'failed' || !kinds[transaction.type].movesMoney) continue;
    const { fromAccountId, toAccountId } = accountsOf(transaction);
    if (toAccountId === null) total.outside += BigInt(transaction.amount);
    if (fromAccountId === null) total.outside -= BigInt(transaction.amount);
  }
  const data = [...totals.values()]
    .sort((a, b) => (a.currency < b.currency ? -1 : 1))
    .map(currencyTotalsView);
  return { as_of: ledger.clock.now().toISOString(), data };
}
