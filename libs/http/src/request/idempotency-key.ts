/** As the contract names it. */
export const idempotencyKeyHeader = 'Idempotency-Key';

/**
 * An Idempotency-Key as it is meant. The IETF's draft (draft-ietf-httpapi-idempotency-key-header) sends it as a quoted
 * string (RFC 9651, section 3.3.3), most clients send it as it is: `k` and `"k"` are one key.
 */
export function plainIdempotencyKey(sent: string): string {
  if (sent.length < 2 || !sent.startsWith('"') || !sent.endsWith('"')) return sent;
  return sent.slice(1, -1).replaceAll(/\\(["\\])/g, '$1');
}
