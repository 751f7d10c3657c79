export { runConsumer, type ConsumerOptions, type RunningConsumer } from './consumer.ts';
export type { PartitionLag } from './consumer-lag.ts';
export {
  committedPlace,
  logBounds,
  messagesBetween,
  readLog,
  type LogBounds,
  type LogPlace,
} from './event-log.ts';
export type { ReceivedMessage } from './dead-letters.ts';
export { moveGroup } from './move-group.ts';
export { watchBroker, type KafkaWatch } from './kafka-watch.ts';
export { createLogHandler, type LogHandler } from './log-handler.ts';
export { processedEventsTable } from './processed-events.ts';
export { createPublisher, PublisherClosed, type OutgoingMessage, type Publisher } from './publisher.ts';
export type { OutboxSource } from './outbox.ts';
export { startRelay, type Relay } from './relay.ts';
export { ensureTopics } from './topics.ts';
export { readTopics, type ReadMessage } from './topic-reader.ts';
