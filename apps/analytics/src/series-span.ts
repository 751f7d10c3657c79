/** The part of time that a series covers: from the first moment of an hour up to, not including, `to`. */
export type SeriesSpan = { from: Date; to: Date };

const hourMs = 3_600_000;
const defaultHours = 24;
const maxDays = 31;

/**
 * Works out the span of a series from what the request said, RFC 3339 or nothing. An answer that is a text tells
 * what is wrong with `from`.
 */
export function seriesSpan(given: { from?: string; to?: string }, now: Date): SeriesSpan | string {
  const to = given.to === undefined ? now : new Date(given.to);
  const begin = given.from === undefined ? to.getTime() - defaultHours * hourMs : Date.parse(given.from);
  const from = new Date(Math.floor(begin / hourMs) * hourMs);
  if (begin > to.getTime()) return 'must not be after "to"';
  if (to.getTime() - begin > maxDays * 24 * hourMs)
    return `must not be more than ${maxDays} days before "to"`;
  return { from, to };
}
