/**
 * Sorts the keys of metadata, because PostgreSQL's jsonb does not keep their order. A replayed answer is thereby equal to
 * the first one byte for byte.
 */
export function metadataView(metadata: Record<string, string> | null): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
}
