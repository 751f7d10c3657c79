import { accountsLifecycle } from './accounts-lifecycle.ts';
import { deadLetterTopic, eventDefinitions, topics } from './catalogue.ts';
import { fraudAlerts } from './fraud-alerts.ts';
import { notificationsDeliveries } from './notifications-deliveries.ts';
import { transactionsCompleted } from './transactions-completed.ts';
import { transactionsFailed } from './transactions-failed.ts';
import { transactionsHolds } from './transactions-holds.ts';

/** What one user of the event log may do. A name that ends in `*` stands for all names that begin so. */
export type TopicAccess = {
  creates: readonly string[];
  writes: readonly string[];
  reads: readonly string[];
  /** Consumer groups that it may join, and whose positions it may move. */
  groups: readonly string[];
};

const ledgerTopics: readonly string[] = [
  transactionsCompleted,
  transactionsFailed,
  transactionsHolds,
  accountsLifecycle,
].map(({ topic }) => topic);

/** A consumer reads its topics and keeps its own dead letters. Its group and dead letters have its name. */
const consumer = (
  name: string,
  reads: readonly string[],
  publishes: readonly string[] = [],
): TopicAccess => ({
  creates: [...publishes, deadLetterTopic(name)],
  writes: [...publishes, deadLetterTopic(name)],
  reads,
  groups: [name],
});

const analytics = consumer('analytics', ledgerTopics);

/**
 * The one table of who may do what with the event log. Each topic has one app that writes it, so that an event is as
 * trustworthy as this app. `npm run events -- acls` makes Kafka's access control lists from it. `events-tool` is the user
 * of operators, who publish events again.
 */
export const topicAccess: Record<string, TopicAccess> = {
  worker: { creates: topics, writes: ledgerTopics, reads: [], groups: [] },
  fraud: consumer('fraud', ledgerTopics, [fraudAlerts.topic]),
  notifications: consumer(
    'notifications',
    eventDefinitions.map(({ topic }) => topic).filter((topic) => topic !== notificationsDeliveries.topic),
    [notificationsDeliveries.topic],
  ),
  // A rebuild reads the log with groups of its own.
  analytics: { ...analytics, groups: [...analytics.groups, 'log-reader-*'] },
  'events-tool': { creates: [], writes: ['*'], reads: ['*'], groups: ['*'] },
};
