export { runConsumer, type RunningConsumer } from './consumer.ts';
export { createLogHandler } from './handle-messages.ts';
export { grantAccess, grantsOf } from './grant-access.ts';
export { checkBrokers } from './check-brokers.ts';
export { inspectBrokers, type BrokerFacts, type Permission, type TopicFacts } from './inspect-brokers.ts';
export type { KafkaCluster, ReceivedMessage } from './kafka-client.ts';
export { kafkaOf, kafkaSettings } from './kafka-settings.ts';
export { watchBroker } from './kafka-watch.ts';
export {
  committedPosition,
  logBounds,
  messagesBetween,
  moveGroup,
  type LogPosition,
} from './log-positions.ts';
export type { OutboxSource } from './outbox.ts';
export { processedEventsTable } from './processed-events.ts';
export { createPublisher, PublisherClosed, type OutgoingMessage, type Publisher } from './publisher.ts';
export { readLog, readTopics, type ReadMessage } from './read-log.ts';
export { startRelay, type Relay } from './relay.ts';
export { ensureTopics } from './topics.ts';
