/**
 * A sum as a field of an answer: an integer with all digits. Beyond ±(2^53−1), where most JSON parsers round silently,
 * the field `<name>_exact` contains the same digits as text.
 */
export function exact<Name extends string>(name: Name, sum: number | bigint) {
  const fits = BigInt(Number.MIN_SAFE_INTEGER) <= sum && sum <= BigInt(Number.MAX_SAFE_INTEGER);
  // The contract's types declare every integer as number. The serializer writes a bigint with all digits.
  return {
    [name]: sum as unknown as number,
    ...(fits ? {} : { [`${name}_exact`]: String(sum) }),
  } as Record<Name, number> & Partial<Record<`${Name}_exact`, string>>;
}
