/** Codes of 409 answers that are temporary: another request holds the account, or the same request is still running. */
const inProgress = new Set<string | undefined>(['transaction_in_progress', 'request_in_progress']);

/**
 * Codes of 503 and 408 answers with which the bank refuses a request before it begins it: this attempt moved no money.
 */
const turnedAway = new Set<string | undefined>(['overloaded', 'request_timeout']);

/** Statuses that the bank sends before it looks up the idempotency key, so they do not settle an earlier attempt. */
const statusesBeforeTheBank = new Set([401, 403, 408, 429]);

/**
 * The limit of the random backoff: half a second, doubled by each retry up to 8 s. A restarting server or a busy
 * account needs about that time.
 */
const firstBackoffMs = 500;
const longestBackoffMs = 8_000;

/** The SDK does not wait longer than a minute. After a longer `Retry-After` the caller decides. */
const longestRetryAfterMs = 60_000;

/** The parts of an answer that decide about a retry. */
export type Answered = { status: number; code: string | undefined; headers: Headers };

/** True when the same request can succeed a little later. `waits` is false when the caller sent `Prefer: wait=0`. */
export function isWorthRetrying({ status, code, headers }: Answered, waits: boolean): boolean {
  if ((retryAfterMs(headers) ?? 0) > longestRetryAfterMs) return false;
  if (status === 409) return inProgress.has(code) && (waits || code !== 'transaction_in_progress');
  return status === 408 || status === 429 || status >= 500;
}

/** True when this answer alone does not say whether money moved. */
export function leavesOutcomeOpen({ status, code }: Answered): boolean {
  if (turnedAway.has(code)) return false;
  return status < 200 || status >= 500 || status === 408 || code === 'request_in_progress';
}

/** True when this answer also settles the outcome of earlier attempts, because the bank has looked up the key. */
export function settlesEarlierAttempts(answer: Answered): boolean {
  const isRedirect = answer.status >= 300 && answer.status < 400;
  if (leavesOutcomeOpen(answer) || isRedirect || statusesBeforeTheBank.has(answer.status)) return false;
  return !inProgress.has(answer.code) && !turnedAway.has(answer.code);
}

/**
 * Returns the milliseconds to wait before a retry; the first retry is 1. Full jitter spreads the retries of clients
 * that failed together. The wait is never shorter than the server's `Retry-After`.
 */
export function delayBeforeMs(retry: number, headers?: Headers): number {
  const backoffMs = Math.min(longestBackoffMs, firstBackoffMs * 2 ** (retry - 1));
  return (retryAfterMs(headers) ?? 0) + Math.random() * backoffMs;
}

/**
 * Reads `Retry-After`, which is in seconds or an HTTP date, as milliseconds. Undefined when it is absent or invalid.
 */
export function retryAfterMs(headers: Headers | undefined, nowMs = Date.now()): number | undefined {
  const value = headers?.get('retry-after');
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const dateMs = Date.parse(value);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}
