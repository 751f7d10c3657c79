/** What is derived from amounts and may lie beyond ±(2^53 − 1): a number where that is exact, else a bigint. */
export type ExactInteger = number | bigint;

export function exactSum(...terms: readonly ExactInteger[]): ExactInteger {
  const sum = terms.reduce<bigint>((total, term) => total + BigInt(term), 0n);
  return Number.isSafeInteger(Number(sum)) ? Number(sum) : sum;
}

/** A sum as the bank answers it: as a number, and beyond ±(2^53 − 1) its digits as text in `<name>_exact` beside it. */
export function exact<Name extends string>(name: Name, sum: ExactInteger) {
  return {
    [name]: Number(sum),
    ...(typeof sum === 'bigint' && { [`${name}_exact`]: String(sum) }),
  } as Record<Name, number> & Partial<Record<`${Name}_exact`, string>>;
}
