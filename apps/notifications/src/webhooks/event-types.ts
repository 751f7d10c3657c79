import { webhookEvents as offered } from '@florin/events';

/** The topics whose events can be sent. */
export const offeredTopics: readonly string[] = [...new Set(offered.map(({ topic }) => topic))];

const offeredTypes: readonly string[] = offered.map(({ type }) => type);

/** Whether a filter matches an event: by its type, by its group (`florin.transactions.*`), or by `*`. */
export function isWanted(eventType: string, filter: readonly string[]): boolean {
  return filter.some(
    (wanted) =>
      wanted === '*' ||
      wanted === eventType ||
      (wanted.endsWith('.*') && eventType.startsWith(wanted.slice(0, -1))),
  );
}

/** The first event type that the filter matches and whose scope to read is missing, with that scope. */
export function unreadableEvent(
  filter: readonly string[],
  scopes: ReadonlySet<string>,
): { type: string; scope: string } | undefined {
  const found = offered.find(({ type, readScope }) => isWanted(type, filter) && !scopes.has(readScope));
  return found && { type: found.type, scope: found.readScope };
}

/** A message for the caller if a filter entry matches no event type; undefined if it matches one. */
export function filterFault(wanted: string): string | undefined {
  if (offeredTypes.some((type) => isWanted(type, [wanted]))) return undefined;
  return `must be *, a group such as florin.transactions.*, or one of ${offeredTypes.join(', ')}`;
}
