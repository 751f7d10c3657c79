/**
 * Metadata with its keys in one order, because PostgreSQL's jsonb keeps none: what is answered again under the same
 * idempotency key is what was answered first, byte for byte.
 */
export function metadataView(metadata: Record<string, string> | null): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
}
