/** How far ahead of the bank's clock a client's clock may be: a time up to this far in the future counts as now. */
export const clocksDifferMs = 30_000;

/**
 * Converts a time of the contract (RFC 3339) to a bound. The ledger counts in milliseconds, so a fraction of one is rounded
 * up: "from" then never includes an earlier movement, and "to" never excludes one.
 */
export function momentOf(time: string): Date {
  const [, fraction = ''] = /\.(\d+)/.exec(time) ?? [];
  const isWithinMs = /[1-9]/.test(fraction.slice(3));
  return new Date(new Date(time).getTime() + (isWithinMs ? 1 : 0));
}
