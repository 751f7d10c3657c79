import { eventually } from '@florin/testing';
import type { KafkaMessage } from 'kafkajs';
import { openAdmin, openConsumer } from '../src/kafka-client.ts';
import { unique } from './scene.ts';

export type Written = {
  key: string;
  value: Buffer | null;
  headers: Record<string, string>;
};

/** Waits until a topic has at least `count` messages and returns all of them, in the order of each partition. */
export async function readTopic(
  brokers: readonly string[],
  topic: string,
  count: number,
): Promise<Written[]> {
  const consumer = openConsumer({ brokers, clientId: 'test-reader' }, unique('test-reader'));
  const written: Written[] = [];
  try {
    const end = await eventually(() => endOf(brokers, topic, count), { everyMs: 200 });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void written.push(readable(message)) });
    await eventually(() => written.length >= end);
    return written;
  } finally {
    await consumer.disconnect();
  }
}

/** The number of messages in the topic, or undefined while it is below `count`. */
async function endOf(brokers: readonly string[], topic: string, count: number): Promise<number | undefined> {
  const admin = openAdmin({ brokers, clientId: 'test-reader' });
  try {
    await admin.connect();
    const partitions = await admin.fetchTopicOffsets(topic);
    const end = partitions.reduce((sum, { high }) => sum + Number(high), 0);
    return end >= count ? end : undefined;
  } finally {
    await admin.disconnect();
  }
}

function readable({ key, value, headers = {} }: KafkaMessage): Written {
  const texts = Object.entries(headers).map(([name, header]) => [name, String(header)]);
  return { key: String(key), value, headers: Object.fromEntries(texts) };
}
