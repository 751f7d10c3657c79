/** A timestamptz as the driver gives it (`2026-11-22 09:30:00.123+00`, the session being in UTC) in RFC 3339. */
export const rfc3339 = (raw: string): string => new Date(`${raw.replace(' ', 'T')}:00`).toISOString();
