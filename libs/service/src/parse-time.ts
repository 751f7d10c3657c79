import { IsDate, IsDateTime } from 'typebox/format';

/**
 * Parses a time from a command line: RFC 3339, or a date, which means its first moment in UTC. Returns undefined for
 * anything else, including dates that do not exist, which `new Date` would move into the next month.
 */
export function parseTime(text: string): Date | undefined {
  const full = IsDate(text) ? `${text}T00:00:00Z` : text;
  return IsDateTime(full) && !Number.isNaN(Date.parse(full)) ? new Date(full) : undefined;
}
