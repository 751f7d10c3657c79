import { pause } from '@florin/service';
import { randomUUID } from 'node:crypto';
import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import { backoffMs } from './backoff.ts';
import {
  heartbeatDuring,
  openConsumer,
  receivedFrom,
  type KafkaCluster,
  type ReceivedMessage,
} from './kafka-client.ts';
import { bigger, messagesBetween, partitionName, seekAll, type LogPosition } from './log-positions.ts';

const attemptsMax = 10;

type ReadLogOptions = KafkaCluster & {
  topics: readonly string[];
  from: LogPosition;
  to: LogPosition;
  onBatch: (messages: readonly ReceivedMessage[], signal: AbortSignal) => Promise<void>;
  signal: AbortSignal;
};

/**
 * Passes the messages from one position to another to `onBatch`, each once, one batch of one partition at a time and in
 * its order. Commits no offsets and does not affect other readers. Continues after a short outage of Kafka. Throws the
 * error of `onBatch`, the error of Kafka if it stays unavailable, and the reason of `signal` when it aborts.
 */
export async function readLog(options: ReadLogOptions): Promise<void> {
  const next = new Map([...options.to.keys()].map((name) => [name, options.from.get(name) ?? 0n]));
  for (let failed = 0; messagesBetween(next, options.to) > 0n;) {
    const before = messagesBetween(next, options.to);
    try {
      await readOnce(options, next);
    } catch (error) {
      options.signal.throwIfAborted();
      if (error instanceof BatchFailed) throw error.cause;
      failed = messagesBetween(next, options.to) < before ? 1 : failed + 1;
      if (failed === attemptsMax) throw error;
      await pause(backoffMs(failed, 200, 2_000), options.signal);
    }
  }
}

/** Distinguishes an error of `onBatch` from an error of Kafka. */
class BatchFailed extends Error {}

/** Reads with one consumer until all messages are read, or Kafka or the batch fails. Advances `next`. */
async function readOnce(options: ReadLogOptions, next: Map<string, bigint>): Promise<void> {
  const { topics, to, signal } = options;
  signal.throwIfAborted();
  const groupId = `log-reader-${randomUUID()}`;
  const consumer = openConsumer({ ...options, clientId: groupId }, groupId);
  const ended = Promise.withResolvers<void>();
  // A consumer that crashes while it starts fails `run` below as well.
  ended.promise.catch(() => undefined);
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
          await passBatch(payload, options, next);
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

async function passBatch(
  payload: EachBatchPayload,
  { to, onBatch, signal }: ReadLogOptions,
  next: Map<string, bigint>,
): Promise<void> {
  const { batch, resolveOffset } = payload;
  const { topic, partition } = batch;
  const name = partitionName(topic, partition);
  const begin = next.get(name) ?? 0n;
  const end = to.get(name) ?? 0n;
  const wanted = batch.messages.filter(({ offset }) => BigInt(offset) >= begin && BigInt(offset) < end);
  const stopHeartbeat = heartbeatDuring(payload, () => undefined);
  try {
    const received = wanted.map((message) => receivedFrom(topic, partition, message));
    if (received.length > 0) await onBatch(received, signal);
  } catch (cause) {
    throw new BatchFailed('the batch was not accepted', { cause });
  } finally {
    stopHeartbeat();
  }
  // A batch may end with records that only the broker reads, and so may the log.
  const after = BigInt(batch.lastOffset()) + 1n;
  next.set(name, bigger(begin, after));
  resolveOffset(batch.lastOffset());
  if (after >= end) payload.pause();
}

/** A message as text. */
export type ReadMessage = {
  topic: string;
  partition: number;
  offset: string;
  key: string;
  value: string;
  headers: Record<string, string>;
};

const retryMs = 500;

type FollowOptions = KafkaCluster & {
  topics: readonly string[];
  from?: LogPosition;
  onMessage: (message: ReadMessage) => void;
};

/**
 * Passes every message of `topics` once to `onMessage`, from the first message or from `from` on, in the order of each
 * partition and without validation. For tools and tests that show what was published. Waits for Kafka and for topics
 * that do not exist yet, and continues after a restart of a broker. No position is stored.
 */
export function readTopics(options: FollowOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const next = new Map<string, bigint>(options.from);
  const passOnce = (message: ReadMessage) => {
    const name = partitionName(message.topic, message.partition);
    const offset = BigInt(message.offset);
    if (offset < (next.get(name) ?? 0n)) return;
    next.set(name, offset + 1n);
    options.onMessage(message);
  };
  const reading = (async () => {
    while (!stopping.signal.aborted) {
      await readUntilCrash({ ...options, from: next, onMessage: passOnce }, stopping.signal);
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
  options: FollowOptions & { from: LogPosition },
  signal: AbortSignal,
): Promise<void> {
  const { topics, from, onMessage } = options;
  const groupId = `reader-${randomUUID()}`;
  const consumer = openConsumer({ ...options, clientId: groupId }, groupId);
  const ended = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => ended.resolve(), { once: true });
  consumer.on(consumer.events.CRASH, () => ended.resolve());
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ topic, partition, message }) => onMessage(textMessage(topic, partition, message)),
    });
    // Partitions that `from` does not contain are read from their first message.
    seekAll(consumer, from);
    await ended.promise;
  } catch {
    // Kafka or a topic is missing. The next attempt may find it.
  } finally {
    await consumer.disconnect().catch(() => undefined);
  }
}

function textMessage(topic: string, partition: number, message: KafkaMessage): ReadMessage {
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
