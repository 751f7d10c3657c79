import { accountsLifecycle } from './accounts-lifecycle.ts';
import type { EventOf } from './event-definition.ts';
import { fraudAlerts } from './fraud-alerts.ts';
import { notificationsDeliveries } from './notifications-deliveries.ts';
import { transactionsCompleted } from './transactions-completed.ts';
import { transactionsFailed } from './transactions-failed.ts';
import { transactionsHolds } from './transactions-holds.ts';

/** Every event the bank publishes. */
export const eventDefinitions = [
  transactionsCompleted,
  transactionsFailed,
  transactionsHolds,
  accountsLifecycle,
  fraudAlerts,
  notificationsDeliveries,
] as const;

/** Any event of the bank; `switch (event.type)` narrows it. */
export type FlorinEvent = EventOf<(typeof eventDefinitions)[number]>;

/** Every topic of an event, each once. */
export const topics: readonly string[] = [...new Set(eventDefinitions.map(({ topic }) => topic))];

/** The apps that consume events. The default name of an app's consumer group is its own name. */
export const consumerGroups = ['analytics', 'fraud', 'notifications'] as const;

/** The topic for messages that the consumer group `groupId` cannot handle. */
export const deadLetterTopic = (groupId: string): string => `${groupId}.dead-letters`;

/** Limit of a dead letter: a message of up to 1 MiB with additional headers. */
export const deadLetterBytes = 2 * 1024 * 1024;
