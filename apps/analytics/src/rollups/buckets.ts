export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** The first moment of the hour in UTC, as the database takes it. */
export function hourOf(time: string): string {
  return new Date(Math.floor(Date.parse(time) / hourMs) * hourMs).toISOString();
}

/** The day in UTC: `2026-11-22`. */
export function dayOf(time: string): string {
  return new Date(Date.parse(time)).toISOString().slice(0, 10);
}
