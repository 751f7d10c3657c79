import { formatMoney } from '@florin/events';

/** The largest balance, in minor units: 2^53 − 1, so that every balance is an exact number on both ends of the wire. */
export const maxBalance = Number.MAX_SAFE_INTEGER;

/** The largest amount of one movement, in minor units (the contract's `maximum`). */
export const maxAmount = 999_999_999_999_999;

/**
 * What is derived from balances and amounts (a sum, a difference) and may lie beyond ±(2^53 − 1): a number where that
 * is exact, and a bigint where it is not.
 */
export type ExactInteger = number | bigint;

/** A sum, as PostgreSQL or BigInt has it, without ever being rounded. */
export function exactInteger(sum: string | bigint): ExactInteger {
  const number = Number(sum);
  return Number.isSafeInteger(number) ? number : BigInt(sum);
}

/** The sum of these, exact whatever its size. */
export function exactSum(...terms: readonly ExactInteger[]): ExactInteger {
  return exactInteger(terms.reduce<bigint>((sum, term) => sum + BigInt(term), 0n));
}

/** Money in a message: as people write it in that currency, and in minor units as the contract has it, `0.50 USD (50)`. */
export function moneyText(amount: ExactInteger, currency: string): string {
  return `${formatMoney(amount, currency)} (${amount})`;
}
