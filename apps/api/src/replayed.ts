/** The header of an answer that is repeated for the same idempotency key. */
export function replayed(isReplay: boolean): Record<string, string> {
  return isReplay ? { 'idempotent-replayed': 'true' } : {};
}
