/** The broker's own name for an error (`MESSAGE_TOO_LARGE`, `UNKNOWN_MEMBER_ID`), however deep kafkajs wrapped it. */
export function kafkaErrorType(error: unknown): string | undefined {
  for (let each = error; each instanceof Error; each = each.cause) {
    const { type } = each as { type?: unknown };
    if (typeof type === 'string') return type;
  }
  return undefined;
}

const refusals = new Set([
  'MESSAGE_TOO_LARGE',
  'RECORD_LIST_TOO_LARGE',
  'INVALID_RECORD',
  'INVALID_TOPIC_EXCEPTION',
]);

/** The broker refuses these very messages; sending them again gives the same answer. */
export function isMessageRefused(error: unknown): boolean {
  return refusals.has(kafkaErrorType(error) ?? '');
}
