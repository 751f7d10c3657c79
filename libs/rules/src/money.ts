import { decimalText, exponentOf } from './currencies.ts';

/** The largest balance, in minor units: 2^53 − 1, so that JavaScript clients read every balance exactly. */
export const maxBalance = Number.MAX_SAFE_INTEGER;

/** The largest amount of one movement, in minor units (the contract's `maximum`). */
export const maxAmount = 999_999_999_999_999;

/** A sum or difference of amounts, which may lie beyond ±(2^53 − 1): a number where that is exact, otherwise a bigint. */
export type ExactInteger = number | bigint;

/** A sum from PostgreSQL (as text) or from BigInt, without rounding. */
export function exactInteger(sum: string | bigint): ExactInteger {
  const number = Number(sum);
  return Number.isSafeInteger(number) ? number : BigInt(sum);
}

/** The exact sum of these terms, whatever its size. */
export function exactSum(...terms: readonly ExactInteger[]): ExactInteger {
  return exactInteger(terms.reduce<bigint>((sum, term) => sum + BigInt(term), 0n));
}

/** The number of decimals of a currency, and 2 for a code that ISO 4217 does not have: answers must show any amount. */
export function minorUnitDigits(currency: string): number {
  return exponentOf(currency) ?? 2;
}

/** An amount for people: `-1234` and USD give `-12.34 USD`. Works on digits, so that no amount is rounded. */
export function formatMoney(amount: ExactInteger, currency: string): string {
  return `${decimalText(amount, minorUnitDigits(currency))} ${currency}`;
}

/** An amount in a message, for people and in minor units as in the contract: `0.50 USD (50)`. */
export function moneyText(amount: ExactInteger, currency: string): string {
  return `${formatMoney(amount, currency)} (${amount})`;
}
