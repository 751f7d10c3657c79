/** The first moment of a day, `2026-11-01`, in a time zone. It is not midnight where the clocks change at that hour. */
export function firstMomentOf(date: string, timeZone: string): Date {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  const dayBefore = midnight - offsetMs(midnight - dayMs, timeZone);
  const dayAfter = midnight - offsetMs(midnight + dayMs, timeZone);
  const [earlier, later] = [Math.min(dayBefore, dayAfter), Math.max(dayBefore, dayAfter)];
  const found = [earlier, later].find((moment) => moment + offsetMs(moment, timeZone) === midnight);
  if (found !== undefined) return new Date(found);
  // The clocks skip midnight: the day begins at the moment of the change.
  let [before, after] = [earlier - hourMs, later];
  while (after - before > 1) {
    const between = Math.floor((before + after) / 2);
    if (between + offsetMs(between, timeZone) < midnight) before = between;
    else after = between;
  }
  return new Date(after);
}

/** The month, as `2026-11-01`, that this moment is in, in a time zone; `later` adds months. */
export function monthOf(moment: Date, timeZone: string, later = 0): string {
  const local = new Date(moment.getTime() + offsetMs(moment.getTime(), timeZone));
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + later)).toISOString().slice(0, 10);
}

/** Whether this names a time zone of the IANA database. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(formatOf(name));
  } catch {
    return false;
  }
}

/** Whether this is a date, `2026-02-28`, that exists. */
export function isDate(text: string): boolean {
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === text;
}

/**
 * A time of the contract (RFC 3339) as a bound. Times are kept in milliseconds, so a time between two of them becomes the
 * later one: "from" never includes what was before it, and "to" never leaves out what was before it.
 */
export function boundOf(time: string): Date {
  const [, fraction = ''] = /\.(\d+)/.exec(time) ?? [];
  const isBetween = /[1-9]/.test(fraction.slice(3));
  return new Date(Date.parse(time) + (isBetween ? 1 : 0));
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How far the zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetMs(momentMs: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(momentMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(momentMs / 1_000) * 1_000;
}

/** There are about 600 names of zones, and each can be written in upper and lower case. */
const formatsMax = 1_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** The zone's format. It is kept, because making one takes a tenth of a millisecond and more. Throws RangeError. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    if (formats.size >= formatsMax) formats.clear();
    formats.set(timeZone, format);
  }
  return format;
}
