import type { Florin } from '@florin/sdk';
import { eachOf } from './each-of.ts';
import type { AccountState } from './expected-balances.ts';

/** The opening balance in minor units: most debits succeed and some are refused. */
const openingBalance = 5_000;

/** Concurrent requests. More would only queue in the API. */
const requestsAtOnce = 25;

/** Opens the accounts of one run and returns their ids. */
export async function openAccounts(florin: Florin, count: number): Promise<string[]> {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const accounts = await eachOf(numbers, requestsAtOnce, () => {
    return florin.accounts.create({ initial_balance: openingBalance, metadata: { opened_by: 'load test' } });
  });
  return accounts.map((account) => account.id);
}

/** Reads the current balance and version of each account from the API. */
export async function readStandings(
  florin: Florin,
  accountIds: readonly string[],
): Promise<Map<string, AccountState>> {
  const balances = await eachOf(accountIds, requestsAtOnce, (accountId) =>
    florin.accounts.balance(accountId),
  );
  return new Map(accountIds.map((accountId, index) => [accountId, balances[index]!]));
}
