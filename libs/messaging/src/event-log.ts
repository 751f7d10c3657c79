import { pause } from '@florin/service';
import { randomUUID } from 'node:crypto';
import type { Admin, Consumer, EachBatchPayload } from 'kafkajs';
import { backoffMs } from './backoff.ts';
import type { ReceivedMessage } from './dead-letters.ts';
import { openAdmin, openConsumer, type KafkaAddress } from './kafka-client.ts';

/** A place in the log: the offset of the next message, by `topic/partition`. */
export type LogPlace = ReadonlyMap<string, bigint>;

/** From the first message that the topics still hold to the one that will be written next. */
export type LogBounds = { low: LogPlace; high: LogPlace };

const heartbeatMs = 1_000;
const attempts = 10;

/** What Kafka holds of these topics now; throws when it does not answer. */
export function logBounds(options: KafkaAddress & { topics: readonly string[] }): Promise<LogBounds> {
  return asking(options, async (admin) => {
    const low = new Map<string, bigint>();
    const high = new Map<string, bigint>();
    for (const topic of options.topics) {
      for (const bounds of await admin.fetchTopicOffsets(topic)) {
        low.set(placeOf(topic, bounds.partition), BigInt(bounds.low));
        high.set(placeOf(topic, bounds.partition), BigInt(bounds.high));
      }
    }
    return { low, high };
  });
}

/** How far a consumer group has come: everything before it has had its effect. Partitions it never read are missing. */
export function committedPlace(
  options: KafkaAddress & { topics: readonly string[]; groupId: string },
): Promise<LogPlace> {
  return asking(options, async (admin) => {
    const { groupId, topics } = options;
    const place = new Map<string, bigint>();
    for (const { topic, partitions } of await admin.fetchOffsets({ groupId, topics: [...topics] })) {
      for (const { partition, offset } of partitions) {
        if (BigInt(offset) >= 0n) place.set(placeOf(topic, partition), BigInt(offset));
      }
    }
    return place;
  });
}

/** Messages between two places. */
export function messagesBetween(from: LogPlace, to: LogPlace): bigint {
  let messages = 0n;
  for (const [place, end] of to) messages += bigger(end - (from.get(place) ?? 0n), 0n);
  return messages;
}

/**
 * Hands over the messages from one place to another, each once, a batch of one partition at a time and in its order.
 * Commits no offsets and leaves other readers alone. Reads on where it was when Kafka was away for a moment; throws
 * what `onBatch` throws, and what Kafka says when it stays away, or when `signal` aborts.
 */
export async function readLog(options: {
  brokers: readonly string[];
  topics: readonly string[];
  from: LogPlace;
  to: LogPlace;
  onBatch: (messages: readonly ReceivedMessage[], signal: AbortSignal) => Promise<void>;
  signal: AbortSignal;
}): Promise<void> {
  const next = new Map([...options.to.keys()].map((place) => [place, options.from.get(place) ?? 0n]));
  for (let failed = 0; messagesBetween(next, options.to) > 0n;) {
    const before = messagesBetween(next, options.to);
    try {
      await readOnce(options, next);
    } catch (error) {
      options.signal.throwIfAborted();
      if (error instanceof BatchFailed) throw error.cause;
      failed = messagesBetween(next, options.to) < before ? 1 : failed + 1;
      if (failed === attempts) throw error;
      await pause(backoffMs(failed, 200, 2_000), options.signal);
    }
  }
}

/** What the caller threw, told apart from what Kafka did. */
class BatchFailed extends Error {}

/** One life of a reader: until everything is read, Kafka fails or the batch does. Moves `next` on as it goes. */
async function readOnce(
  { brokers, topics, to, onBatch, signal }: Parameters<typeof readLog>[0],
  next: Map<string, bigint>,
): Promise<void> {
  signal.throwIfAborted();
  const groupId = `log-reader-${randomUUID()}`;
  const consumer = openConsumer({ brokers, clientId: groupId }, groupId);
  const ended = Promise.withResolvers<void>();
  const end = () => ended.reject(signal.reason);
  signal.addEventListener('abort', end, { once: true });
  consumer.on(consumer.events.CRASH, ({ payload }) => ended.reject(payload.error));
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async (payload) => {
        try {
          await handOver(payload, { to, next, onBatch, signal });
        } catch (cause) {
          ended.reject(cause);
        }
        if (messagesBetween(next, to) === 0n) ended.resolve();
      },
    });
    seekAll(consumer, next);
    await ended.promise;
  } finally {
    signal.removeEventListener('abort', end);
    await consumer.disconnect().catch(() => undefined);
  }
}

async function handOver(
  { batch, heartbeat, resolveOffset, pause: pausePartition }: EachBatchPayload,
  {
    to,
    next,
    onBatch,
    signal,
  }: Pick<Parameters<typeof readLog>[0], 'to' | 'onBatch' | 'signal'> & {
    next: Map<string, bigint>;
  },
): Promise<void> {
  const { topic, partition } = batch;
  const place = placeOf(topic, partition);
  const begin = next.get(place) ?? 0n;
  const end = to.get(place) ?? 0n;
  const wanted = batch.messages.filter(({ offset }) => BigInt(offset) >= begin && BigInt(offset) < end);
  const received = wanted.map((message) => ({ ...message, topic, partition }) as ReceivedMessage);
  // kafkajs is silent while a batch is worked on, and the group would think this reader dead.
  const beating = setInterval(() => void heartbeat().catch(() => undefined), heartbeatMs);
  try {
    if (received.length > 0) await onBatch(received, signal);
  } catch (cause) {
    throw new BatchFailed('the batch could not be taken', { cause });
  } finally {
    clearInterval(beating);
  }
  // A batch may end with records that only the broker reads, and so may the log.
  const after = BigInt(batch.lastOffset()) + 1n;
  next.set(place, bigger(begin, after));
  resolveOffset(batch.lastOffset());
  if (after >= end) pausePartition();
}

/** Goes on from `next`; for the partitions that the consumer is given. */
export function seekAll(consumer: Consumer, next: LogPlace): void {
  for (const [place, offset] of next) {
    const cut = place.lastIndexOf('/');
    const [topic, partition] = [place.slice(0, cut), Number(place.slice(cut + 1))];
    consumer.seek({ topic, partition, offset: String(offset) });
  }
}

async function asking<T>(address: KafkaAddress, ask: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = openAdmin(address);
  try {
    await admin.connect();
    return await ask(admin);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}

const placeOf = (topic: string, partition: number): string => `${topic}/${partition}`;
const bigger = (one: bigint, other: bigint): bigint => (one > other ? one : other);
