/** Tells a client that this answer was given before under the same idempotency key. */
export function replayed(isReplay: boolean): Record<string, string> {
  return isReplay ? { 'idempotent-replayed': 'true' } : {};
}
