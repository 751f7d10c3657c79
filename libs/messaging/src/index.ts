export { runConsumer, type RunningConsumer } from './consumer.ts';
export { createLogHandler } from './handle-messages.ts';
export { grantAccess, grantsOf } from './kafka/grant-access.ts';
export {
  inspectBrokers,
  type BrokerFacts,
  type Permission,
  type TopicFacts,
} from './kafka/inspect-brokers.ts';
export { checkLog, requireNoOtherLog } from './open-log.ts';
export type { EventLogAddress, LogPosition, ReceivedMessage } from './event-log.ts';
export type { KafkaCluster } from './kafka/kafka-client.ts';
export { kafkaOf, kafkaSettings } from './kafka/kafka-settings.ts';
export { checkNameOf, eventLogOf, isKafka } from './log-settings.ts';
export { watchLog } from './log-watch.ts';
export { committedPosition, logBounds, messagesBetween, moveGroup } from './log-positions.ts';
export { CannotMove, moveEvents } from './move/move-events.ts';
export { migrateEventLog } from './postgres/migrate.ts';
export type { OutboxSource } from './outbox.ts';
export { processedEventsTable } from './processed-events.ts';
export { createPublisher, PublisherClosed, type OutgoingMessage, type Publisher } from './publisher.ts';
export { readLog, readTopics, type ReadMessage } from './read-log.ts';
export { startRelay, type Relay } from './relay.ts';
export { ensureTopics } from './topics.ts';
export { OtherLogUsed, readUsedLog } from './used-log.ts';
