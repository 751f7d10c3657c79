import { Kafka } from 'kafkajs';
import { BalanceIndex } from './balance-index.ts';
import { readCompleted } from './event.ts';

const {
  KAFKA_BROKERS = '127.0.0.1:19092',
  INDEX_DB = 'balances.db',
  GROUP_ID = 'balances-index',
} = process.env;

const index = new BalanceIndex(INDEX_DB);
const kafka = new Kafka({ clientId: 'balances-index', brokers: KAFKA_BROKERS.split(',') });
const consumer = kafka.consumer({ groupId: GROUP_ID });
await consumer.connect();
await consumer.subscribe({ topics: ['transactions.completed'], fromBeginning: true });
await consumer.run({
  eachMessage: async ({ topic, partition, message: { value, offset } }) => {
    let event;
    try {
      event = readCompleted(value);
    } catch (error) {
      // The message will never be readable. Retrying it would only delay the others.
      return index.putAside({ topic, partition, offset }, value, String(error));
    }
    // A failure here, such as a full disk, stops the program. Kafka delivers the event again.
    if (event) index.apply(event);
  },
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await consumer.disconnect();
    index.close();
  });
}
