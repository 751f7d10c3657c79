/** The largest number of cached results. When it is reached, all are dropped. */
const sizeMax = 10_000;

/** The same function with a cache of its results. It must be pure. */
export function memoized<Value extends string | number, Result extends string>(
  compute: (value: Value) => Result,
): (value: Value) => Result {
  let results = new Map<Value, Result>();
  return (value) => {
    const known = results.get(value);
    if (known !== undefined) return known;
    const result = compute(value);
    if (results.size >= sizeMax) results = new Map();
    results.set(value, result);
    return result;
  };
}
