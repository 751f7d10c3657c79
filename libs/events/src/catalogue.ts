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

/** Every topic that events are published to, each once. */
export const topics: readonly string[] = [...new Set(eventDefinitions.map(({ topic }) => topic))];

/** The apps that take events in, each under a consumer group of this name unless it is told otherwise. */
export const consumerGroups = ['analytics', 'fraud', 'notifications'] as const;

/** Where the consumer group `groupId` puts what it could not take in. */
export const deadLetterTopic = (groupId: string): string => `${groupId}.dead-letters`;

/** A dead letter is its message and some headers more, also when the message filled its topic's limit of 1 MiB. */
export const deadLetterBytes = 2 * 1024 * 1024;
