import { newId } from '@florin/database';
import type { TransactionsCompleted, TransactionsFailed } from '@florin/events';
import { sampleTransaction } from '@florin/testing';

export type ReportedEvent = TransactionsCompleted | TransactionsFailed;

/**
 * The events of a ledger whose accounts have one movement every ten seconds, in order. The versions of each account count
 * 1, 2, 3 …, its balance is the sum of its movements, and every sixth movement is refused. Some of it looks like fraud.
 * No money moves in a cycle, because which movement closes a cycle depends on the order of handling.
 */
export function bankDay({ accounts, rounds }: { accounts: number; rounds: number }): ReportedEvent[] {
  const tenantId = newId('tenant');
  const states = Array.from({ length: accounts }, () => ({
    accountId: newId('acct'),
    version: 0,
    balance: 0,
  }));
  const begin = Date.now() - rounds * 10_000;
  return Array.from({ length: rounds }, (_, round) =>
    states.map((state, index): ReportedEvent => {
      const { accountId } = state;
      const createdAt = new Date(begin + round * 10_000 + index).toISOString();
      const common = { tenantId, accountId, createdAt };
      if (round % 6 === 5) return sampleTransaction({ ...common, type: 'debit', failed: true });
      const isCredit = round % 3 !== 1;
      const amount = 100 * (index + 1) * (round + 1);
      state.version += 1;
      state.balance += isCredit ? amount : -amount;
      return sampleTransaction({
        ...common,
        type: isCredit ? 'credit' : 'debit',
        amount,
        accountVersion: state.version,
        balanceAfter: state.balance,
      });
    }),
  ).flat();
}
