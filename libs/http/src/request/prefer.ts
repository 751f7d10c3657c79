/** How long a request waits for a busy account, in milliseconds, when it does not say. Also the most it can get. */
const defaultWaitMs = 2_000;

/** Reads `Prefer: wait=N` (RFC 7240, N in seconds). Preferences that make no sense are ignored, as the RFC says. */
export function waitMsFrom(prefer: string | string[] | undefined): number {
  if (prefer === undefined) return defaultWaitMs;
  const wait = /(?:^|[,;])\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:$|[,;])/i.exec(String(prefer))?.[1];
  return wait === undefined ? defaultWaitMs : Math.min(Number(wait) * 1_000, defaultWaitMs);
}
