const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

type Point = { time: string; value: number };

/** What was counted today until now, and on the two days with which it is compared until the same time. */
export type Comparison = { today: number; yesterday: number; lastWeek: number };

/** The first moment of the day at `nowMs` in a zone, to the hour: the API counts by hours that begin in UTC. */
export function startOfDay(nowMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).formatToParts(
    nowMs,
  );
  const hour = Number(parts.find(({ type }) => type === 'hour')?.value ?? 0);
  return Math.floor(nowMs / hourMs) * hourMs - hour * hourMs;
}

/** The start of the series that a comparison needs. */
export const seriesFrom = (startMs: number): string => new Date(startMs - 7 * dayMs).toISOString();

export function compareDays(points: readonly Point[], startMs: number, nowMs: number): Comparison {
  const until = (daysAgo: number) =>
    Math.round(sum(points, startMs - daysAgo * dayMs, nowMs - daysAgo * dayMs));
  return { today: until(0), yesterday: until(1), lastWeek: until(7) };
}

/** The hour in which a period ends counts in proportion, except the present one: it has only what has happened. */
function sum(points: readonly Point[], fromMs: number, toMs: number): number {
  const lastMs = Date.parse(points.at(-1)?.time ?? '');
  return points.reduce((total, { time, value }) => {
    const atMs = Date.parse(time);
    if (atMs < fromMs || atMs >= toMs) return total;
    const share = atMs === lastMs ? 1 : Math.min(1, (toMs - atMs) / hourMs);
    return total + value * share;
  }, 0);
}

/** How much more or less, as a share; undefined where there was nothing to compare with. */
export const changeOf = (now: number, then: number): number | undefined =>
  then === 0 ? undefined : (now - then) / then;

export type HourPoint = { hour: number; today: number | undefined; yesterday: number };

/** Today's hours beside yesterday's. Hours to come have no value. */
export function hoursOf(points: readonly Point[], startMs: number, nowMs: number): HourPoint[] {
  const valueAt = new Map(points.map(({ time, value }) => [Date.parse(time), value]));
  return Array.from({ length: 24 }, (_, hour) => {
    const atMs = startMs + hour * hourMs;
    const today = atMs > nowMs ? undefined : (valueAt.get(atMs) ?? 0);
    return { hour: atMs, today, yesterday: valueAt.get(atMs - dayMs) ?? 0 };
  });
}
