import { expect } from '@jest/globals';
import type { Florin, Transaction } from '@florin/sdk';
import type { Attempt } from './load.ts';
import type { TestBank } from './open-bank.ts';

/**
 * Expects that the ledger matches the answers: every acknowledged transaction is there once, every refused one is recorded as
 * failed, balances are the sums of movements, and the audit has no findings. All movements of the tenant must be among
 * `attempts`.
 */
export async function expectBooksToBalance(
  bank: Pick<TestBank, 'audit'>,
  florin: Florin,
  attempts: readonly Attempt[],
): Promise<void> {
  expect(countOf(attempts, 'unknown') + countOf(attempts, 'turned away')).toBe(0);
  const recorded = await everyTransaction(florin);
  const reported = attempts.map(({ transaction }) => transaction!);
  expect(byId(recorded)).toEqual(byId(reported));
  const balances = balancesAfter(reported);
  for (const [accountId, balance] of balances) {
    expect({ accountId, balance: (await florin.accounts.balance(accountId)).balance }).toEqual({
      accountId,
      balance,
    });
  }
  expect(await bank.audit()).toEqual([]);
}

export function countOf(attempts: readonly Attempt[], outcome: Attempt['outcome']): number {
  return attempts.filter((each) => each.outcome === outcome).length;
}

export function everyTransaction(florin: Florin): Promise<Transaction[]> {
  return gather(florin.transactions.list({ limit: 100 }));
}

/** The rows of all pages of a list. */
export async function gather<T>(list: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of list) all.push(each);
  return all;
}

export async function openAccounts(florin: Florin, count: number): Promise<string[]> {
  const opened = await Promise.all(Array.from({ length: count }, () => florin.accounts.create()));
  return opened.map(({ id }) => id);
}

function byId(transactions: readonly Transaction[]): Transaction[] {
  return transactions.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function balancesAfter(transactions: readonly Transaction[]): Map<string, number> {
  const balances = new Map<string, number>();
  const add = (id: string, amount: number) => balances.set(id, (balances.get(id) ?? 0) + amount);
  for (const { type, status, account_id, to_account_id, amount } of transactions) {
    if (status !== 'completed') continue;
    add(account_id, type === 'credit' ? amount : -amount);
    if (to_account_id) add(to_account_id, amount);
  }
  return balances;
}
