export { accountsLifecycle, type AccountsLifecycle } from './accounts-lifecycle.ts';
export { asyncApiDocument } from './asyncapi/document.ts';
export {
  consumerGroups,
  deadLetterBytes,
  deadLetterTopic,
  eventDefinitions,
  topics,
  type FlorinEvent,
} from './catalogue.ts';
export { type DeadLetterHeaders } from './dead-letter-headers.ts';
export { decodeEvent, UnreadableEvent, type UnreadableCause } from './decode-event.ts';
export { cloudEventText, encodeEvent, type EncodedEvent } from './encode-event.ts';
export { fraudAlerts, type FraudAlerts } from './fraud-alerts.ts';
export { topicAccess, type TopicAccess } from './topic-access.ts';
export { notificationsDeliveries } from './notifications-deliveries.ts';
export { breakingChanges, releaseOf, type ReleasedEvent } from './released-event.ts';
export { sampleMessages } from './sample-events.ts';
export { transactionsCompleted, type TransactionsCompleted } from './transactions-completed.ts';
export { transactionsFailed, type TransactionsFailed } from './transactions-failed.ts';
export { transactionsHolds, type TransactionsHolds } from './transactions-holds.ts';
export {
  encodeWebhookMessage,
  webhookEvents,
  webhooksPing,
  webhooksVerification,
} from './webhook-messages.ts';
