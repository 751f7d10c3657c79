import type { Florin } from '@florin/sdk';
import { eachOf } from './each-of.ts';
import type { Standing } from './expected-balances.ts';

/** Enough for debits to pass most of the time, little enough for some to be refused. In minor units. */
const openingBalance = 5_000;

/** More would only queue up behind the API's cores. */
const requestsAtOnce = 25;

/** Opens accounts for one run and gives their ids. */
export async function openAccounts(florin: Florin, count: number): Promise<string[]> {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const accounts = await eachOf(numbers, requestsAtOnce, () => {
    return florin.accounts.create({ initial_balance: openingBalance, metadata: { opened_by: 'load test' } });
  });
  return accounts.map((account) => account.id);
}

/** Where the accounts stand right now, by the API's word. */
export async function readStandings(
  florin: Florin,
  accountIds: readonly string[],
): Promise<Map<string, Standing>> {
  const balances = await eachOf(accountIds, requestsAtOnce, (accountId) =>
    florin.accounts.balance(accountId),
  );
  return new Map(accountIds.map((accountId, index) => [accountId, balances[index]!]));
}
