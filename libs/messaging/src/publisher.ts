import type { EncodedEvent } from '@florin/events';
import { pause, type Logger, type Metrics } from '@florin/service';
import type { Producer } from 'kafkajs';
import { backoffMs } from './backoff.ts';
import { openProducer, type KafkaAddress } from './kafka-client.ts';
import { isMessageRefused, kafkaErrorType } from './kafka-failures.ts';

/** An encoded event, or raw bytes on their way to the dead letters. */
export type OutgoingMessage = Omit<EncodedEvent, 'key' | 'value'> & {
  key: string | Buffer | null;
  value: string | Buffer | null;
};

export type Publisher = {
  /**
   * Resolves when every message is written on all in-sync replicas, in the order given for each key. With the
   * broker away it waits and tries again for as long as it takes, until `signal` aborts or the publisher closes.
   * After a failure in between, messages may stand in the topic twice, but never out of order: what comes later
   * is sent only when what came before has been acknowledged. Throws at once on what no retry will cure (a
   * message larger than the topic allows).
   *
   * With a `fence`, nothing is handed to the network from the moment on when it no longer holds, and what waits for an
   * acknowledgement is given up when it expires.
   */
  publish(messages: readonly OutgoingMessage[], signal?: AbortSignal, fence?: Fence): Promise<void>;
  /** For a readiness check: whether Kafka has taken the messages that it was given last. */
  check(): { ok: boolean; detail: string };
  /** Gives up what waits for a broker and closes the connection. */
  close(): Promise<void>;
};

/** What a process has while it may publish, such as a `Leadership`. */
type Fence = { holds(): boolean; readonly expired: AbortSignal };

export class PublisherClosed extends Error {
  override readonly name = 'PublisherClosed';
}

const firstPauseMs = 50;
const maxPauseMs = 1_000;

/**
 * A record batch may not exceed the topic's max.message.bytes (1,048,588 by default), and kafkajs makes one of all
 * messages for a partition. The rest is for keys, headers and framing.
 */
const requestBytes = 800_000;
const framingBytes = 200;

/** Prepares a publisher; the first message connects, so a broker that is away does not stop a process from starting. */
export async function createPublisher(
  options: KafkaAddress & { logger: Logger; metrics: Metrics },
): Promise<Publisher> {
  const { logger } = options;
  const { published, failures } = countersOf(options.metrics);
  const closing = new AbortController();
  let fence: Fence | undefined;
  const link = createLink(options, () => fence?.holds() !== false);
  let last: Promise<unknown> = Promise.resolve();
  let status = { ok: true, detail: 'takes messages' };

  async function attempt(messages: readonly OutgoingMessage[]): Promise<void> {
    const producer = await link.producer();
    await producer.sendBatch({ acks: -1, timeout: 8_000, topicMessages: groupByTopic(messages) });
  }

  async function send(messages: readonly OutgoingMessage[], signal: AbortSignal): Promise<void> {
    for (let failed = 0; ;) {
      if (signal.aborted) throw new PublisherClosed('gave up publishing: stopping, or no longer leading');
      try {
        await untilExpired(attempt(messages), fence);
        status = { ok: true, detail: 'takes messages' };
        if (failed > 0) logger.info({ attempts: failed + 1 }, 'Kafka takes messages again');
        return;
      } catch (error) {
        link.discard();
        if (fence?.holds() === false) throw new PublisherClosed('no longer leading');
        if (isMessageRefused(error)) throw error;
        failed += 1;
        failures.inc();
        status = { ok: false, detail: `takes no messages (${kafkaErrorType(error) ?? 'no answer'})` };
        if (failed === 1)
          logger.warn({ err: error }, 'Kafka does not take messages, trying again until it does');
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
      // One after the other, whoever calls: two requests under way could overtake each other on a retry.
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
      await link.close();
    },
  };
}

/** The connection of one publisher, opened when it is wanted. */
function createLink(address: KafkaAddress, mayWrite: () => boolean) {
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
    /** At once: nothing of a half-finished request is left to arrive late from here. */
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

/** Does not wait longer for an answer than the lease lasts. */
async function untilExpired<T>(answer: Promise<T>, fence: Fence | undefined): Promise<T> {
  if (fence === undefined) return answer;
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const onExpired = () => reject(new PublisherClosed('no longer leading'));
  fence.expired.addEventListener('abort', onExpired, { once: true });
  if (!fence.holds()) onExpired();
  try {
    return await Promise.race([answer, expired]);
  } finally {
    fence.expired.removeEventListener('abort', onExpired);
    answer.catch(() => undefined);
    expired.catch(() => undefined);
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
