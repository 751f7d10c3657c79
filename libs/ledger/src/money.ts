/** The largest balance, in minor units: 2^53 − 1, so that every balance is an exact number on both ends of the wire. */
export const maxBalance = Number.MAX_SAFE_INTEGER;

/** The largest amount of one movement, in minor units (the contract's `maximum`). */
export const maxAmount = 999_999_999_999_999;
