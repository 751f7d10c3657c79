import { boundOf, firstMomentOf, monthOf } from './calendar.ts';
import { Refusal } from './refusal.ts';
import { clockToleranceMs } from './times.ts';

/** A span of time: `from` belongs to it, `to` does not. */
export type Span = { from: Date; to: Date };

/** A statement covers at most a leap year. */
const longestMs = 366 * 86_400_000;

/**
 * The period of the requested statement: by default the current month; without `from` the month that ends with `to`,
 * without `to` everything up to the end of the current month. Throws `validation_failed`.
 */
export function statementPeriod(
  { from, to, time_zone = 'UTC' }: { from?: string; to?: string; time_zone?: string },
  now: Date,
): Span {
  const end = to === undefined ? firstMomentOf(monthOf(now, time_zone, 1), time_zone) : boundOf(to);
  const lastMoment = new Date(end.getTime() - 1);
  const begin = from === undefined ? firstMomentOf(monthOf(lastMoment, time_zone), time_zone) : boundOf(from);
  if (begin.getTime() > now.getTime() + clockToleranceMs)
    throw badQuery('/from', 'must not lie in the future');
  const lengthMs = end.getTime() - begin.getTime();
  if (lengthMs <= 0) throw badQuery('/to', 'must be later than `from`');
  if (lengthMs > longestMs) {
    const byDefault = to === undefined ? '; by default it is the end of the current month' : '';
    throw badQuery('/to', `must be at most 366 days after \`from\`${byDefault}`);
  }
  return { from: begin, to: end };
}

/** The moment of a query about the past. Throws `validation_failed` where it is further ahead than clocks may differ. */
export function pastMoment(at: string, now: Date): Date {
  const moment = boundOf(at);
  const aheadMs = moment.getTime() - now.getTime();
  if (aheadMs > clockToleranceMs) throw badQuery('/at', 'must not lie in the future');
  return aheadMs > 0 ? now : moment;
}

function badQuery(pointer: string, message: string): Refusal {
  return new Refusal('validation_failed', `${pointer} ${message}`, {
    fields: [{ in: 'query', pointer, message }],
  });
}
