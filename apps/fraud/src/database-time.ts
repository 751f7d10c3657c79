/** Formats a timestamptz of the driver (`2026-11-22 09:30:00.123+00`; sessions are in UTC) as RFC 3339. */
export const rfc3339 = (raw: string): string => new Date(`${raw.replace(' ', 'T')}:00`).toISOString();
