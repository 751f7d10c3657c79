import { isInCalendar, readMoment } from '@florin/sdk/import';
import { UsageError } from './failure.ts';
import { lineText } from './import/texts.ts';

const month = /^(\d{4})-(0[1-9]|1[0-2])$/;
const duration = /^(\d{1,6})([smhdw])$/;
const unitMs = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
]);

/**
 * RFC 3339, or a date, which means its first moment in UTC. A date that does not exist (30 February) is refused, not moved
 * into the next month. Throws UsageError.
 */
export function parseMoment(text: string): string {
  const read = readMoment(text);
  if ('code' in read) throw new UsageError(lineText(read));
  return read.moment;
}

/**
 * A time as in {@link parseMoment}, or a time span before now: `90m`, `12h`, `7d`, `2w`. Throws UsageError. With a time
 * zone, a date is returned unchanged: the API takes its first moment in that zone.
 */
export function parsePast(text: string, nowMs = Date.now(), timeZone?: string): string {
  if (timeZone !== undefined && isInCalendar(text)) return text;
  const [, count, unit = ''] = duration.exec(text) ?? [];
  const ms = unitMs.get(unit);
  if (ms !== undefined) return new Date(nowMs - Number(count) * ms).toISOString();
  try {
    return parseMoment(text);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${error.message.replace(/\.$/, '')}, or 7d for seven days ago.`);
  }
}

/** `2026-11` as the period from its first moment to that of the next month, in UTC or in a time zone. Throws UsageError. */
export function parseMonth(text: string, timeZone?: string): { from: string; to: string } {
  const [, year, number] = month.exec(text) ?? [];
  if (year === undefined) throw new UsageError(`"${text}" is not a month: say 2026-11.`);
  const begin = (index: number) => {
    const inUtc = new Date(Date.UTC(Number(year), index, 1)).toISOString();
    return timeZone === undefined ? inUtc : inUtc.slice(0, 10);
  };
  return { from: begin(Number(number) - 1), to: begin(Number(number)) };
}
