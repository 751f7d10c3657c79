/**
 * A sum as the answer says it: an integer, printed to its last digit. Beyond ±(2^53−1), where most readers of JSON
 * round without a word, the same digits stand beside it as a text, in `<name>_exact`.
 */
export function exact<Name extends string>(name: Name, sum: number | bigint) {
  const fits = BigInt(Number.MIN_SAFE_INTEGER) <= sum && sum <= BigInt(Number.MAX_SAFE_INTEGER);
  // The contract's types call every integer a number; a bigint is written into the answer digit by digit.
  return {
    [name]: sum as unknown as number,
    ...(fits ? {} : { [`${name}_exact`]: String(sum) }),
  } as Record<Name, number> & Partial<Record<`${Name}_exact`, string>>;
}
