import type { EncodedEvent } from '@florin/events';
import { attemptWithin, endsWithin, pause, type Logger, type Metrics } from '@florin/service';
import { backoffMs } from './backoff.ts';
import type { LogClient } from './event-log.ts';
import { eventLogAt } from './open-log.ts';

/** An encoded event, or the raw bytes of a dead letter. */
export type OutgoingMessage = Omit<EncodedEvent, 'key' | 'value'> & {
  key: string | Buffer | null;
  value: string | Buffer | null;
  /** Epoch milliseconds, as text, of a message that was written before; otherwise the log takes the time of the write. */
  timestamp?: string;
};

export type Publisher = {
  /**
   * Resolves when every message is written durably, in the given order per key. While the log is
   * unavailable it retries until `signal` aborts or the publisher closes. After a failure, messages may be in the topic
   * twice, but never out of order: a message is sent only after the one before it was acknowledged. Throws at once
   * when a retry cannot help (a message larger than the topic allows).
   *
   * With a `fence`, nothing is sent once the fence no longer holds, and waiting for an acknowledgement ends when the
   * fence expires.
   */
  publish(messages: readonly OutgoingMessage[], signal?: AbortSignal, fence?: Fence): Promise<void>;
  /** The log's name. */
  readonly logName: string;
  /** For a readiness check: whether the log accepted the last messages. */
  check(): { ok: boolean; detail: string };
  /** Abandons messages that wait for the log and closes the connection, within 6 s. */
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
 * A write without an answer for this long is repeated over a new connection. Longer than all time limits of kafkajs together
 * (2 s to connect, 10 s for each of three requests), because kafkajs may lose an answer.
 */
const defaultAnswerMs = 40_000;
/** How long a publisher that closes waits for the write under way, and then for its connection. */
const closeLimitMs = 3_000;

/**
 * kafkajs puts all messages for a partition into one record batch, which must not exceed the topic's max.message.bytes
 * (1,048,588 by default). The difference is for keys, headers and framing.
 */
const requestBytes = 800_000;
const framingBytes = 200;

/** Creates a publisher. It connects at the first message, so a process starts without the log. */
export async function createPublisher(
  options: LogClient & { logger: Logger; metrics: Metrics; answerWithinMs?: number },
): Promise<Publisher> {
  const { logger, answerWithinMs = defaultAnswerMs } = options;
  const { published, failures } = countersOf(options.metrics);
  const closing = new AbortController();
  const abandoning = new AbortController();
  let fence: Fence | undefined;
  const log = eventLogAt(options);
  const writer = log.openWriter(() => fence?.holds() !== false);
  let last: Promise<unknown> = Promise.resolve();
  let status = { ok: true, detail: 'takes messages' };

  const endOf = (fence: Fence | undefined) =>
    fence === undefined ? abandoning.signal : AbortSignal.any([fence.expired, abandoning.signal]);

  async function send(messages: readonly OutgoingMessage[], signal: AbortSignal): Promise<void> {
    for (let failed = 0; ;) {
      if (signal.aborted || fence?.holds() === false)
        throw new PublisherClosed('stopped publishing: stopping, or no longer leading');
      try {
        await attemptWithin(answerWithinMs, () => unlessAborted(writer.write(messages), endOf(fence)));
        status = { ok: true, detail: 'takes messages' };
        if (failed > 0) logger.info({ attempts: failed + 1 }, `${log.name} accepts messages again`);
        return;
      } catch (error) {
        writer.discard();
        if (fence?.holds() === false) throw new PublisherClosed('no longer leading');
        if (writer.isRefusal(error)) throw error;
        failed += 1;
        failures.inc();
        status = { ok: false, detail: `takes no messages (${writer.nameOf(error) ?? 'no answer'})` };
        if (failed === 1) logger.warn({ err: error }, `${log.name} does not accept messages, trying again`);
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
    logName: log.name,
    check: () => status,
    async close() {
      closing.abort();
      if (!(await endsWithin(closeLimitMs, last))) abandoning.abort();
      await last;
      await endsWithin(closeLimitMs, writer.close());
    },
  };
}

const countersOf = (metrics: Metrics) => ({
  published: metrics.counter('florin_published_messages_total', 'Messages written to the event log', [
    'topic',
  ]),
  failures: metrics.counter(
    'florin_publish_failures_total',
    'Attempts to write to the event log that failed',
  ),
});

/** Waits for the acknowledgement until `signal` aborts. */
async function unlessAborted<T>(acknowledged: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(new PublisherClosed('closing, or no longer leading'));
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([acknowledged, ended]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
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
