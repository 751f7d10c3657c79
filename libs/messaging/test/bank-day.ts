import { newId } from '@florin/database';
import type { TransactionsCompleted, TransactionsFailed } from '@florin/events';
import { sampleTransaction } from '@florin/testing';

export type ReportedEvent = TransactionsCompleted | TransactionsFailed;

/**
 * What a ledger would tell of accounts that do something every ten seconds, in order: each account's versions count
 * 1, 2, 3 … and its balance is the sum of its movements; every sixth is refused. Enough of it looks like fraud. Money
 * goes in no circles: which movement closes one depends on who is first.
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
