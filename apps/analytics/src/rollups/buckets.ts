export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** The start of the hour in UTC, in RFC 3339. */
export function hourOf(time: string): string {
  return new Date(Math.floor(Date.parse(time) / hourMs) * hourMs).toISOString();
}

/** The day in UTC, like `2026-11-22`. */
export function dayOf(time: string): string {
  return new Date(Date.parse(time)).toISOString().slice(0, 10);
}
