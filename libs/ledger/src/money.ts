import { Refusal } from './refusal.ts';

/** The largest balance, in minor units: 2^53 − 1, so that every balance is an exact number on both ends of the wire. */
export const maxBalance = Number.MAX_SAFE_INTEGER;

/** The largest amount of one movement, in minor units (the contract's `maximum`). */
export const maxAmount = 999_999_999_999_999;

/** A sum as PostgreSQL gives it, as a number. Throws `limit_exceeded` rather than to round it. */
export function exactNumber(sum: string): number {
  const number = Number(sum);
  if (Number.isSafeInteger(number)) return number;
  throw new Refusal(
    'limit_exceeded',
    `A total of ${sum} is beyond the range of exact integers, ±(2^53 − 1).`,
  );
}
