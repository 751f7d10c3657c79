/** The first moment of a day, `2026-11-01`, in a time zone: not always midnight, where clocks change at that hour. */
export function firstMomentOf(date: string, timeZone: string): Date {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const candidates = [midnight - dayMs, midnight + dayMs]
    .map((moment) => midnight - offsetMs(moment, timeZone))
    .sort((a, b) => a - b);
  const found = candidates.find((moment) => moment + offsetMs(moment, timeZone) === midnight);
  if (found !== undefined) return new Date(found);
  // The clocks leave midnight out: the day begins with the moment at which they change.
  let [before, after] = [candidates[0]! - hourMs, candidates[1]!];
  while (after - before > 1) {
    const between = Math.floor((before + after) / 2);
    if (between + offsetMs(between, timeZone) < midnight) before = between;
    else after = between;
  }
  return new Date(after);
}

/** The month, as `2026-11-01`, in which this moment lies in a time zone; `later` counts months from there. */
export function monthOf(moment: Date, timeZone: string, later = 0): string {
  const local = new Date(moment.getTime() + offsetMs(moment.getTime(), timeZone));
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + later)).toISOString().slice(0, 10);
}

export function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

export function isDate(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === text;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How far the zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetMs(momentMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  } as Intl.DateTimeFormatOptions);
  const parts = format.formatToParts(momentMs).map(({ type, value }) => [type, Number(value)] as const);
  const part = Object.fromEntries(parts) as Record<string, number>;
  const { year, month, day, hour, minute, second } = part as Record<'year' | 'month' | 'day', number> &
    Record<'hour' | 'minute' | 'second', number>;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(momentMs / 1_000) * 1_000;
}
