import { validationFailed } from '@florin/http';
import { dayMs, hourMs } from '../rollups/buckets.ts';

/** A span of time from the start of a bucket up to `to`, exclusive. */
export type Span = { from: Date; to: Date; bucketMs: number };

type Rule = { bucketMs: number; defaultMs: number; maxDays: number };

const rules = {
  /** A series of hours. */
  hour: { bucketMs: hourMs, defaultMs: dayMs, maxDays: 31 },
  /** A series of days in UTC. */
  day: { bucketMs: dayMs, defaultMs: 29 * dayMs, maxDays: 731 },
  /** One figure over some time. */
  period: { bucketMs: hourMs, defaultMs: 30 * dayMs, maxDays: 731 },
} satisfies Record<string, Rule>;

/**
 * The span of a request, whose times are RFC 3339. The default is up to now, and as far back as the default of its kind.
 * Throws validation_failed about `from`.
 */
export function spanOf(kind: keyof typeof rules, given: { from?: string; to?: string }, now: Date): Span {
  const { bucketMs, defaultMs, maxDays } = rules[kind];
  const to = given.to === undefined ? now : new Date(given.to);
  const begin = given.from === undefined ? to.getTime() - defaultMs : Date.parse(given.from);
  if (begin > to.getTime()) throw wrongFrom('must not be after "to"');
  if (to.getTime() - begin > maxDays * dayMs)
    throw wrongFrom(`must not be more than ${maxDays} days before "to"`);
  return { from: new Date(Math.floor(begin / bucketMs) * bucketMs), to, bucketMs };
}

const wrongFrom = (message: string) => validationFailed([{ in: 'query', pointer: '/from', message }]);

/** The start of each bucket, in epoch milliseconds. */
export function bucketsOf({ from, to, bucketMs }: Span): number[] {
  const count = Math.ceil((to.getTime() - from.getTime()) / bucketMs);
  return Array.from({ length: count }, (_, index) => from.getTime() + index * bucketMs);
}

/** The span as the answer repeats it. */
export const spanText = ({ from, to }: Span): { from: string; to: string } => ({
  from: from.toISOString(),
  to: to.toISOString(),
});
