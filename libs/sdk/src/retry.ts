/** The 409s that pass by themselves: the account, or this very request, is being worked on right now. */
const inProgress = new Set(['transaction_in_progress', 'request_in_progress']);

/** 5xx and 408 of the bank's own that were given before anything began, so that this attempt moved nothing. */
const turnedAway = new Set(['overloaded', 'request_timeout']);

/** Answers that come before the bank has looked at the request, so they say nothing about an earlier attempt. */
const statusesBeforeTheBank = new Set([401, 403, 408, 429]);

/** Half a second, doubled by each retry up to 8 s: about what a restarting server or a busy account needs. */
const firstBackoffMs = 500;
const longestBackoffMs = 8_000;

/** Whoever asks for more than a minute is not coming back soon: the caller decides, not a sleeping promise. */
const longestRetryAfterMs = 60_000;

/** An answer, reduced to what the decision to try again needs. */
export type Answered = { status: number; code: string | undefined; headers: Headers };

/** True when the same request may well succeed a little later. `waits` is false when the caller asked for wait=0. */
export function isWorthRetrying({ status, code, headers }: Answered, waits: boolean): boolean {
  if ((retryAfterMs(headers) ?? 0) > longestRetryAfterMs) return false;
  if (status === 409) return inProgress.has(code ?? '') && (waits || code !== 'transaction_in_progress');
  return status === 408 || status === 429 || status >= 500;
}

/** True when this answer by itself leaves open whether money moved. */
export function leavesOutcomeOpen({ status, code }: Answered): boolean {
  if (turnedAway.has(code ?? '')) return false;
  return status < 200 || status >= 500 || status === 408 || code === 'request_in_progress';
}

/** True when this answer tells what became of all attempts before it: the bank has looked the key up. */
export function settlesEarlierAttempts(answer: Answered): boolean {
  const isRedirect = answer.status >= 300 && answer.status < 400;
  if (leavesOutcomeOpen(answer) || isRedirect || statusesBeforeTheBank.has(answer.status)) return false;
  return !inProgress.has(answer.code ?? '') && !turnedAway.has(answer.code ?? '');
}

/**
 * Milliseconds to wait before the given retry (1 for the first). Full jitter, so that clients which failed
 * together do not come back together; never sooner than the server's `Retry-After`.
 */
export function delayBeforeMs(retry: number, headers?: Headers): number {
  const backoffMs = Math.min(longestBackoffMs, firstBackoffMs * 2 ** (retry - 1));
  return (headers ? (retryAfterMs(headers) ?? 0) : 0) + Math.random() * backoffMs;
}

/** `Retry-After` in milliseconds, from seconds or an HTTP date; undefined when absent or unreadable. */
export function retryAfterMs(headers: Headers, nowMs = Date.now()): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const dateMs = Date.parse(value);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}
