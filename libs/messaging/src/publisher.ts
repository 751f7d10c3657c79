import type { EncodedEvent } from '@florin/events';
import { pause, type Logger, type Metrics } from '@florin/service';
import type { Producer } from 'kafkajs';
import { backoffMs } from './backoff.ts';
import { isMessageRefused, kafkaErrorType, openProducer, type KafkaAddress } from './kafka-client.ts';

/** An encoded event, or the raw bytes of a dead letter. */
export type OutgoingMessage = Omit<EncodedEvent, 'key' | 'value'> & {
  key: string | Buffer | null;
  value: string | Buffer | null;
};

export type Publisher = {
  /**
   * Resolves when every message is written to all in-sync replicas, in the given order per key. While the broker is
   * unavailable it retries until `signal` aborts or the publisher closes. After a failure, messages may be in the topic
   * twice, but never out of order: a message is sent only after the one before it was acknowledged. Throws at once
   * when a retry cannot help (a message larger than the topic allows).
   *
   * With a `fence`, nothing is sent once the fence no longer holds, and waiting for an acknowledgement ends when the
   * fence expires.
   */
  publish(messages: readonly OutgoingMessage[], signal?: AbortSignal, fence?: Fence): Promise<void>;
  /** For a readiness check: whether Kafka accepted the last messages. */
  check(): { ok: boolean; detail: string };
  /** Abandons messages that wait for a broker and closes the connection. */
  close(): Promise<void>;
};

/** The permission of a process to publish, such as a `Leadership`. */
type Fence = { holds(): boolean; readonly expired: AbortSignal };

export class PublisherClosed extends Error {
  override readonly name = 'PublisherClosed';
}

const firstPauseMs = 50;
const maxPauseMs = 1_000;

/**
 * kafkajs puts all messages for a partition into one record batch, which must not exceed the topic's max.message.bytes
 * (1,048,588 by default). The difference is for keys, headers and framing.
 */
const requestBytes = 800_000;
const framingBytes = 200;

/** Creates a publisher. It connects at the first message, so a process starts without a broker. */
export async function createPublisher(
  options: KafkaAddress & { logger: Logger; metrics: Metrics },
): Promise<Publisher> {
  const { logger } = options;
  const { published, failures } = countersOf(options.metrics);
  const closing = new AbortController();
  let fence: Fence | undefined;
  const connection = createConnection(options, () => fence?.holds() !== false);
  let last: Promise<unknown> = Promise.resolve();
  let status = { ok: true, detail: 'takes messages' };

  async function attempt(messages: readonly OutgoingMessage[]): Promise<void> {
    const producer = await connection.producer();
    await producer.sendBatch({ acks: -1, timeout: 8_000, topicMessages: groupByTopic(messages) });
  }

  async function send(messages: readonly OutgoingMessage[], signal: AbortSignal): Promise<void> {
    for (let failed = 0; ;) {
      if (signal.aborted) throw new PublisherClosed('stopped publishing: stopping, or no longer leading');
      try {
        await untilExpired(attempt(messages), fence);
        status = { ok: true, detail: 'takes messages' };
        if (failed > 0) logger.info({ attempts: failed + 1 }, 'Kafka accepts messages again');
        return;
      } catch (error) {
        connection.discard();
        if (fence?.holds() === false) throw new PublisherClosed('no longer leading');
        if (isMessageRefused(error)) throw error;
        failed += 1;
        failures.inc();
        status = { ok: false, detail: `takes no messages (${kafkaErrorType(error) ?? 'no answer'})` };
        if (failed === 1) logger.warn({ err: error }, 'Kafka does not accept messages, trying again');
        await pause(backoffMs(failed, firstPauseMs, maxPauseMs), signal);
      }
    }
  }

  async function publishInOrder(messages: readonly OutgoingMessage[], signal: AbortSignal): Promise<void> {
    for (const part of splitBySize(messages)) {
      await send(part, signal);
      for (const [topic, count] of countByTopic(part)) published.inc({ topic }, count);
    }
  }

  return {
    publish(messages, signal, newFence) {
      const either = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
      // One call at a time: two concurrent requests could overtake each other in a retry.
      const publishing = last.then(() => {
        fence = newFence;
        return publishInOrder(messages, either);
      });
      last = publishing.catch(() => undefined);
      return publishing;
    },
    check: () => status,
    async close() {
      closing.abort();
      await last;
      await connection.close();
    },
  };
}

/** The connection of one publisher, opened at the first use. */
function createConnection(address: KafkaAddress, mayWrite: () => boolean) {
  let current: { producer: Producer; connected: Promise<void>; sever(): void } | undefined;
  return {
    async producer(): Promise<Producer> {
      if (current === undefined) {
        const opened = openProducer(address, mayWrite);
        current = { ...opened, connected: opened.producer.connect() };
      }
      const { connected, producer } = current;
      await connected;
      return producer;
    },
    /** Cuts the connection at once, so that no part of an unfinished request arrives later. */
    discard(): void {
      const discarded = current;
      current = undefined;
      discarded?.sever();
      void discarded?.producer.disconnect().catch(() => undefined);
    },
    async close(): Promise<void> {
      await current?.producer.disconnect().catch(() => undefined);
    },
  };
}

const countersOf = (metrics: Metrics) => ({
  published: metrics.counter('florin_published_messages_total', 'Messages written to Kafka', ['topic']),
  failures: metrics.counter('florin_publish_failures_total', 'Attempts to write to Kafka that failed'),
});

/** Waits for the acknowledgement until the fence expires. */
async function untilExpired<T>(acknowledged: Promise<T>, fence: Fence | undefined): Promise<T> {
  if (fence === undefined) return acknowledged;
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const onExpired = () => reject(new PublisherClosed('no longer leading'));
  fence.expired.addEventListener('abort', onExpired, { once: true });
  if (!fence.holds()) onExpired();
  try {
    return await Promise.race([acknowledged, expired]);
  } finally {
    fence.expired.removeEventListener('abort', onExpired);
  }
}

function groupByTopic(messages: readonly OutgoingMessage[]) {
  const byTopic = Map.groupBy(messages, ({ topic }) => topic);
  return [...byTopic].map(([topic, ofTopic]) => ({
    topic,
    messages: ofTopic.map(({ key, value, headers }) => ({ key, value, headers })),
  }));
}

function countByTopic(messages: readonly OutgoingMessage[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { topic } of messages) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return counts;
}

function* splitBySize(messages: readonly OutgoingMessage[]): Generator<OutgoingMessage[]> {
  let part: OutgoingMessage[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = framingBytes + (message.value === null ? 0 : Buffer.byteLength(message.value));
    if (part.length > 0 && bytes + size > requestBytes) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(message);
    bytes += size;
  }
  if (part.length > 0) yield part;
}
