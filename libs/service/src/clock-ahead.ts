/**
 * How far another clock is ahead of this process's, in milliseconds; negative when it is behind. It showed `theirs` at some
 * moment between `before` and `after` of this process's: the result is the smallest difference that fits.
 */
export function clockAheadMs(theirs: number, { before, after }: { before: number; after: number }): number {
  return theirs < before ? theirs - before : Math.max(0, theirs - after);
}
