import { minorUnitDigits } from '@florin/events';
import { exact, validationFailed, type components } from '@florin/http';
import type { Balance, BalanceMoment, TimeBasis } from '@florin/ledger';
import { clocksDifferMs, momentOf } from './moment.ts';

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

/** The time that a query requests. A future time is refused, except for a small difference between the clocks. */
export function pastMoment({ at, basis }: { at: string; basis: TimeBasis }, now: Date): BalanceMoment {
  const moment = momentOf(at);
  const aheadMs = moment.getTime() - now.getTime();
  if (aheadMs > clocksDifferMs) {
    throw validationFailed([{ in: 'query', pointer: '/at', message: 'must not lie in the future' }]);
  }
  return { at: aheadMs > 0 ? now : moment, basis };
}
