import { UsageError } from './failure.ts';

const day = /^\d{4}-\d{2}-\d{2}$/;
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
const month = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** RFC 3339, or a day, which means its first moment in UTC. Throws UsageError. */
export function parseMoment(text: string): string {
  const full = day.test(text) ? `${text}T00:00:00Z` : text;
  if (!moment.test(full) || Number.isNaN(Date.parse(full)))
    throw new UsageError(`"${text}" is not a time: say 2026-11-01, or 2026-11-01T06:00:00Z.`);
  return new Date(full).toISOString();
}

/** `2026-11` as the period from its first moment to that of the next month, in UTC. */
export function parseMonth(text: string): { from: string; to: string } {
  const [, year, number] = month.exec(text) ?? [];
  if (year === undefined) throw new UsageError(`"${text}" is not a month: say 2026-11.`);
  const begin = (index: number) => new Date(Date.UTC(Number(year), index, 1)).toISOString();
  return { from: begin(Number(number) - 1), to: begin(Number(number)) };
}
