export { accountsLifecycle, type AccountsLifecycle } from './accounts-lifecycle.ts';
export { deadLetterTopic, eventDefinitions, topics, type FlorinEvent } from './catalogue.ts';
export { decodeEvent } from './decode-event.ts';
export { encodeEvent, type EncodedEvent } from './encode-event.ts';
export { defineEvent, type EventDefinition, type EventOf } from './event-definition.ts';
export { fraudAlerts, type FraudAlerts } from './fraud-alerts.ts';
export { transactionsCompleted, type TransactionsCompleted } from './transactions-completed.ts';
export { transactionsFailed, type TransactionsFailed } from './transactions-failed.ts';
export { UnreadableEvent, type UnreadableCause } from './unreadable-event.ts';
