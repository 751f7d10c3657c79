import { minorUnitDigits } from '@florin/events';
import { validationFailed, type components } from '@florin/http';
import type { Balance, BalanceMoment, TimeBasis } from '@florin/ledger';

/** A balance as the contract shows it; `asOf` is when it was read, or the moment that was asked for. */
export function balanceView(balance: Balance, asOf: string): components['schemas']['Balance'] {
  const { accountId: account_id, available, currency, version, held } = balance;
  const currency_exponent = minorUnitDigits(currency);
  return {
    account_id,
    balance: balance.balance,
    held,
    available,
    currency,
    currency_exponent,
    version,
    as_of: asOf,
  };
}

/** The moment that a query asks for, undefined for now. What has not happened yet cannot be told. */
export function pastMoment({ at, basis }: { at?: string; basis: TimeBasis }): BalanceMoment | undefined {
  if (at === undefined) return undefined;
  // What lies within a millisecond counts as its whole: the books know nothing finer.
  const moment = new Date(at);
  if (moment.getTime() > Date.now()) {
    throw validationFailed([{ in: 'query', pointer: '/at', message: 'must not lie in the future' }]);
  }
  return { at: moment, basis };
}
