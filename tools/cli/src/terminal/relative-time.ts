const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

const format = new Intl.RelativeTimeFormat('en', { style: 'narrow' });

/** `5m ago`, `in 3d`. The largest unit of which there is at least one, rounded towards zero. */
export function relativeTime(time: string, nowMs: number): string {
  const differenceMs = Date.parse(time) - nowMs;
  const [unit, unitMs] = units.find(([, ms]) => Math.abs(differenceMs) >= ms) ?? ['second', 1_000];
  // Minus zero is in the past.
  return format.format(Math.trunc(differenceMs / unitMs) || -0, unit);
}
