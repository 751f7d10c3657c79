/** How far ahead of the bank's clock a client's may be: a time up to then counts as now. */
export const clocksDifferMs = 30_000;

/**
 * A time of the contract (RFC 3339) as a bound. The books count in milliseconds: what lies within one is taken as the
 * next, so that "from" never takes in what was before it, and "to" never leaves out what was.
 */
export function momentOf(time: string): Date {
  const [, fraction = ''] = /\.(\d+)/.exec(time) ?? [];
  const isWithinMs = /[1-9]/.test(fraction.slice(3));
  return new Date(new Date(time).getTime() + (isWithinMs ? 1 : 0));
}
