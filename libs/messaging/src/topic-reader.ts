import { pause } from '@florin/service';
import { randomUUID } from 'node:crypto';
import type { KafkaMessage } from 'kafkajs';
import { seekAll, type LogPlace } from './event-log.ts';
import { openConsumer } from './kafka-client.ts';

export type ReadMessage = {
  topic: string;
  partition: number;
  offset: string;
  key: string;
  value: string;
  headers: Record<string, string>;
};

const retryMs = 500;

/**
 * Hands over every message of `topics` once, from the first one on or from where `from` says, in the order of each partition and without
 * judging it: for tools and tests that look at what was published. Waits for Kafka and for topics that are not there
 * yet, and goes on where it was after a broker's restart. Nothing is remembered; a new reader begins again.
 */
export function readTopics(options: {
  brokers: readonly string[];
  topics: readonly string[];
  from?: LogPlace;
  onMessage: (message: ReadMessage) => void;
}): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const nextOffsets = new Map<string, bigint>(options.from);
  const handOver = (message: ReadMessage) => {
    const place = `${message.topic}/${message.partition}`;
    const offset = BigInt(message.offset);
    if (offset < (nextOffsets.get(place) ?? 0n)) return;
    nextOffsets.set(place, offset + 1n);
    options.onMessage(message);
  };
  const reading = (async () => {
    while (!stopping.signal.aborted) {
      await readUntilCrash({ ...options, from: nextOffsets, onMessage: handOver }, stopping.signal);
      await pause(retryMs, stopping.signal);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await reading;
    },
  };
}

async function readUntilCrash(
  { brokers, topics, from, onMessage }: Parameters<typeof readTopics>[0] & { from: LogPlace },
  signal: AbortSignal,
): Promise<void> {
  const groupId = `reader-${randomUUID()}`;
  const consumer = openConsumer({ brokers, clientId: groupId }, groupId);
  const ended = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => ended.resolve(), { once: true });
  consumer.on(consumer.events.CRASH, () => ended.resolve());
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ topic, partition, message }) => onMessage(readable(topic, partition, message)),
    });
    // What is not in it is read from the first message on, as the group begins.
    seekAll(consumer, from);
    await ended.promise;
  } catch {
    // Kafka is away or the topics are: the next attempt may find them, and the caller waits for messages anyway.
  } finally {
    await consumer.disconnect().catch(() => undefined);
  }
}

function readable(topic: string, partition: number, message: KafkaMessage): ReadMessage {
  const { key, value, offset, headers = {} } = message;
  const texts = Object.entries(headers).map(([name, header]) => [name, String(header)]);
  return {
    topic,
    partition,
    offset,
    key: String(key ?? ''),
    value: String(value ?? ''),
    headers: Object.fromEntries(texts),
  };
}
