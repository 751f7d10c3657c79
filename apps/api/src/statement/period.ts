import { validationFailed, type FieldError } from '@florin/http';
import type { Period, TimeBasis } from '@florin/ledger';
import { momentOf } from '../moment.ts';

const dayMs = 86_400_000;
/** A year, and a leap year's day. */
const longestMs = 366 * dayMs;

/** The period that a query asks for. */
export function periodOf(query: { from: string; to: string; basis: TimeBasis }): Period {
  const period = { from: momentOf(query.from), to: momentOf(query.to), basis: query.basis };
  const lengthMs = period.to.getTime() - period.from.getTime();
  if (lengthMs <= 0) throw refused('/to', 'must be later than `from`');
  if (lengthMs > longestMs) throw refused('/to', 'must be at most 366 days after `from`');
  if (period.from.getTime() > Date.now()) throw refused('/from', 'must not lie in the future');
  return period;
}

function refused(pointer: string, message: string) {
  const error: FieldError = { in: 'query', pointer, message };
  return validationFailed([error]);
}
