import { Type } from 'typebox';

/**
 * The setting for the seconds between attempts. The default is the schedule that Standard Webhooks suggests: 5 s, 5 min,
 * 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h, which is ten attempts over three days. After the last attempt the delivery
 * has failed.
 */
export const retrySeconds = Type.Array(Type.Integer({ minimum: 1, maximum: 604_800 }), {
  default: [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400],
  maxItems: 50,
});

/** Milliseconds from attempt number `attempt` (1 is the first) until the next one; undefined when it was the last. */
export function retryDelayMs(
  schedule: readonly number[],
  attempt: number,
  random = Math.random,
): number | undefined {
  const seconds = schedule[attempt - 1];
  if (seconds === undefined) return undefined;
  // Up to a tenth of jitter, so that deliveries that failed together are not retried together.
  return Math.round(seconds * 1_000 * (1 + random() / 10));
}

/** After this many lost attempts in a row, the delivery itself is assumed to kill the process. */
const maxLostAttempts = 3;

/**
 * Whether attempt number `attempt` is not made because the schedule is used up and the last three attempts were lost with
 * their processes. After one or two lost attempts another one is made, beyond the schedule.
 */
export function isGivenUp(schedule: readonly number[], attempt: number, lostAttempts: number): boolean {
  return lostAttempts >= maxLostAttempts && attempt > schedule.length + 1;
}

/** The recorded failure of a delivery that was given up as `isGivenUp` says. */
export const attemptsLost = 'the sending process ended during the last attempts';
/** The recorded failure of an attempt that threw. */
export const internalError = 'internal error';

/** A longer `Retry-After` is cut to this. */
const maxRetryAfterMs = 24 * 60 * 60 * 1_000;

/** The milliseconds of a `Retry-After` header (RFC 9110: seconds or a date), a day at most; 0 if it is absent or invalid. */
export function retryAfterMs(header: string | undefined, now = Date.now()): number {
  if (header === undefined) return 0;
  const text = header.trim();
  const requestedMs = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(requestedMs) ? 0 : Math.min(maxRetryAfterMs, Math.max(0, requestedMs));
}
