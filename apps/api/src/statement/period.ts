import { firstMomentOf, monthOf, validationFailed, type FieldError } from '@florin/http';
import type { Period, TimeBasis } from '@florin/ledger';
import { clocksDifferMs, momentOf } from '../moment.ts';

const dayMs = 86_400_000;
/** The maximum length: a leap year. */
const maxLengthMs = 366 * dayMs;

type Requested = { from?: string; to?: string; time_zone?: string; basis: TimeBasis };

/**
 * The period that a query requests; `from` is inclusive, `to` is exclusive. The default is the current month; without `from`
 * the month that ends with `to`; without `to` everything up to the end of the current month.
 */
export function periodOf({ from, to, time_zone = 'UTC', basis }: Requested, now: Date): Period {
  const end = to === undefined ? firstMomentOf(monthOf(now, time_zone, 1), time_zone) : momentOf(to);
  const lastMoment = new Date(end.getTime() - 1);
  const begin =
    from === undefined ? firstMomentOf(monthOf(lastMoment, time_zone), time_zone) : momentOf(from);
  const lengthMs = end.getTime() - begin.getTime();
  if (begin.getTime() > now.getTime() + clocksDifferMs) throw refused('/from', 'must not lie in the future');
  if (lengthMs <= 0) throw refused('/to', 'must be later than `from`');
  if (lengthMs > maxLengthMs) {
    const byDefault = to === undefined ? '; by default it is the end of the current month' : '';
    throw refused('/to', `must be at most 366 days after \`from\`${byDefault}`);
  }
  return { from: begin, to: end, basis };
}

function refused(pointer: string, message: string) {
  const error: FieldError = { in: 'query', pointer, message };
  return validationFailed([error]);
}
