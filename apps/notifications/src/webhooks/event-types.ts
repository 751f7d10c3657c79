import { eventDefinitions, notificationsDeliveries } from '@florin/events';

/** Sent on request only, so that somebody can see whether their endpoint works. */
export const pingType = 'florin.webhooks.ping.v1';

/** What can be sent. What tells of webhooks cannot: each delivery would make the next one. */
const offered = eventDefinitions.filter(({ type }) => type !== notificationsDeliveries.type);

/** The topics whose events can be sent. */
export const offeredTopics: readonly string[] = [...new Set(offered.map(({ topic }) => topic))];

const offeredTypes: readonly string[] = offered.map(({ type }) => type);

/** Whether a filter lets an event through: its type, a group that it belongs to (`florin.transactions.*`), or `*`. */
export function isWanted(eventType: string, filter: readonly string[]): boolean {
  return filter.some(
    (wanted) =>
      wanted === '*' ||
      wanted === eventType ||
      (wanted.endsWith('.*') && eventType.startsWith(wanted.slice(0, -1))),
  );
}

/** Why an entry of a filter would never let anything through, for people; undefined when it would. */
export function filterFault(wanted: string): string | undefined {
  if (offeredTypes.some((type) => isWanted(type, [wanted]))) return undefined;
  return `must be *, a group such as florin.transactions.*, or one of ${offeredTypes.join(', ')}`;
}
