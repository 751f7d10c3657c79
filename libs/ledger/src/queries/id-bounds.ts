/**
 * The lowest UUID that a transaction of this moment or later can have. A transaction's id begins with the millisecond
 * in which it was decided, so a span of time is a span of ids, and the indexes that are ordered by id answer it.
 */
export function lowestUuidAt(moment: Date): string {
  const hex = Math.max(0, moment.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
