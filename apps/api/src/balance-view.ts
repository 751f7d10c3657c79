import { exact, type components } from '@florin/http';
import type { Balance } from '@florin/ledger';
import { minorUnitDigits } from '@florin/rules';

/** Formats a balance as in the HTTP contract. `asOf` is the time at which it was read, or the requested time. */
export function balanceView(balance: Balance, asOf: string): components['schemas']['Balance'] {
  const { accountId: account_id, available, currency, version, held } = balance;
  const currency_exponent = minorUnitDigits(currency);
  return {
    account_id,
    ...exact('balance', balance.balance),
    held,
    ...(available === null ? { available } : exact('available', available)),
    currency,
    currency_exponent,
    version,
    as_of: asOf,
  };
}
