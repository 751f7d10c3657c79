/** A target may ask for a day of peace, not for ever. */
const longestMs = 24 * 60 * 60 * 1_000;

/** Milliseconds that a `Retry-After` asks for (RFC 9110: seconds or a date), a day at most; 0 without a sensible one. */
export function retryAfterMs(header: string | undefined, now = Date.now()): number {
  if (header === undefined) return 0;
  const text = header.trim();
  const requestedMs = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(requestedMs) ? 0 : Math.min(longestMs, Math.max(0, requestedMs));
}
