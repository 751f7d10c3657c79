import { NotFoundError, type Account, type Florin, type Scope, type Transaction } from '@florin/sdk';
import { findAccounts } from '../pages/accounts/find-accounts.ts';

export type Found = { kind: 'account'; account: Account } | { kind: 'transaction'; transaction: Transaction };

const transactionId = /^txn_[0-9a-z]{26}$/;
/** As many as fit beside the commands. */
const shownOfEach = 6;

/**
 * The accounts and transactions that a text names: an account by its id, external id, the beginning of its name or `key=value` of its
 * metadata, a transaction by its id or reference. Searches only what the scopes allow.
 */
export async function findNamed(
  florin: Florin,
  text: string,
  may: (scope: Scope) => boolean,
  signal: AbortSignal,
): Promise<Found[]> {
  const name = text.trim();
  if (name.length < 2) return [];
  const [accounts, transactions] = await Promise.all([
    may('accounts:read') && !transactionId.test(name)
      ? findAccounts(florin, { q: name }, undefined, signal).then(({ data }) => data)
      : [],
    may('transactions:read') ? findTransactions(florin, name, signal) : [],
  ]);
  return [
    ...accounts.slice(0, shownOfEach).map((account) => ({ kind: 'account' as const, account })),
    ...transactions.map((transaction) => ({ kind: 'transaction' as const, transaction })),
  ];
}

async function findTransactions(florin: Florin, name: string, signal: AbortSignal): Promise<Transaction[]> {
  if (!transactionId.test(name)) {
    const { data } = await florin.transactions.list({ reference: name, limit: shownOfEach }, { signal });
    return data;
  }
  try {
    return [await florin.transactions.get(name, { signal })];
  } catch (error) {
    if (error instanceof NotFoundError) return [];
    throw error;
  }
}
