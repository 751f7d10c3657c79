import type { Logger } from './logger.ts';

/** Writes a line or counts it. The next line with the same message shows in `unlogged` how many were counted. */
export type RateLimitedLog = (fields: object, message: string) => void;

const defaultEveryMs = 10_000;

/**
 * A log for lines that occur as often as requests. Each message is written at most once per `everyMs` (10,000), the
 * first one at once. `message` must be one of a few fixed texts; values that vary belong in the fields.
 */
export function createRateLimitedLog(
  logger: Logger,
  level: 'info' | 'warn' | 'error',
  everyMs = defaultEveryMs,
): RateLimitedLog {
  const limit = createLineLimit({ linesMax: 1, intervalMs: everyMs });
  return (fields, message) => {
    const line = limit.take(message);
    if (line === undefined) return;
    const { unlogged } = line;
    logger[level](unlogged > 0 ? { ...fields, unlogged } : fields, message);
  };
}

type LineLimit = {
  /**
   * Counts one line under `key`. Returns undefined when the line must not be written, otherwise whether it is the first
   * of its interval and how many lines of the interval before were not written.
   */
  take(key: string): { isFirst: boolean; unlogged: number } | undefined;
};

type Interval = { endsAt: number; lines: number; unlogged: number };

/**
 * Limits log lines to `linesMax` per key and interval. An interval starts with its first line. `onUnlogged`, if given,
 * is called at the end of each interval in which lines were not written. Keys are kept for ever: there must be few.
 */
export function createLineLimit(options: {
  linesMax: number;
  intervalMs: number;
  onUnlogged?: (key: string, unlogged: number) => void;
}): LineLimit {
  const { linesMax, intervalMs, onUnlogged } = options;
  const intervals = new Map<string, Interval>();

  const countUnlogged = (key: string, interval: Interval, now: number): void => {
    interval.unlogged += 1;
    if (interval.unlogged > 1 || onUnlogged === undefined) return;
    const report = (): void => {
      // A timer may fire early, because Node counts from the start of the event loop's turn: later lines belong to the next interval.
      interval.endsAt = -Infinity;
      onUnlogged(key, interval.unlogged);
    };
    setTimeout(report, interval.endsAt - now).unref();
  };

  return {
    take(key) {
      const now = performance.now();
      const last = intervals.get(key);
      if (last !== undefined && now < last.endsAt) {
        if (last.lines >= linesMax) {
          countUnlogged(key, last, now);
          return undefined;
        }
        last.lines += 1;
        return { isFirst: false, unlogged: 0 };
      }
      intervals.set(key, { endsAt: now + intervalMs, lines: 1, unlogged: 0 });
      return { isFirst: true, unlogged: last?.unlogged ?? 0 };
    },
  };
}
