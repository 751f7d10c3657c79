import type { Producer } from 'kafkajs';
import type { EventLog, LogWriter } from '../event-log.ts';
import type { OutgoingMessage } from '../publisher.ts';
import { checkBrokers } from './check-brokers.ts';
import { consumeUntilCrash } from './group-member.ts';
import { openLogAdmin } from './kafka-admin.ts';
import { isMessageRefused, kafkaErrorType, openProducer, type KafkaAddress } from './kafka-client.ts';
import { readKafka } from './kafka-reader.ts';

/** The event log on Kafka. */
export const kafkaLog = (client: KafkaAddress): EventLog => ({
  name: 'Kafka',
  check: (logger) => checkBrokers(client, logger),
  openWriter: (mayWrite) => openWriter(client, mayWrite),
  openAdmin: () => openLogAdmin(client),
  consume: (member) => consumeUntilCrash({ ...member, address: client }),
  read: (reader) => readKafka(client, reader),
});

function openWriter(address: KafkaAddress, mayWrite: () => boolean): LogWriter {
  let current: { producer: Producer; connected: Promise<void>; sever(): void } | undefined;
  return {
    async write(messages) {
      if (current === undefined) {
        const opened = openProducer(address, mayWrite);
        current = { ...opened, connected: opened.producer.connect() };
      }
      const { connected, producer } = current;
      await connected;
      await producer.sendBatch({ acks: -1, timeout: 8_000, topicMessages: groupByTopic(messages) });
    },
    discard() {
      const discarded = current;
      current = undefined;
      discarded?.sever();
      void discarded?.producer.disconnect().catch(() => undefined);
    },
    async close() {
      await current?.producer.disconnect().catch(() => undefined);
    },
    isRefusal: isMessageRefused,
    nameOf: kafkaErrorType,
  };
}

function groupByTopic(messages: readonly OutgoingMessage[]) {
  const byTopic = Map.groupBy(messages, ({ topic }) => topic);
  return [...byTopic].map(([topic, ofTopic]) => ({
    topic,
    messages: ofTopic.map(({ key, value, headers, timestamp }) => ({
      ...{ key, value, headers },
      ...(timestamp !== undefined && { timestamp }),
    })),
  }));
}
