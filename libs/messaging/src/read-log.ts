import { pause } from '@florin/service';
import { backoffMs } from './backoff.ts';
import { partitionName, type EventLogAddress, type LogPosition, type ReceivedMessage } from './event-log.ts';
import { eventLogAt } from './open-log.ts';
import { messagesBetween } from './log-positions.ts';

const attemptsMax = 10;

type ReadLogOptions = EventLogAddress & {
  topics: readonly string[];
  from: LogPosition;
  to: LogPosition;
  onBatch: (messages: readonly ReceivedMessage[], signal: AbortSignal) => Promise<void>;
  signal: AbortSignal;
};

/**
 * Passes the messages from one position to another to `onBatch`, each once, one batch of one partition at a time and in
 * its order. Commits no offsets and does not affect other readers. Continues after a short outage of the log. Throws the
 * error of `onBatch`, the error of the log if it stays unavailable, and the reason of `signal` when it aborts.
 */
export async function readLog(options: ReadLogOptions): Promise<void> {
  const { topics, to, signal } = options;
  const log = eventLogAt({ ...options, clientId: 'log-reader' });
  const next = new Map([...to.keys()].map((name) => [name, options.from.get(name) ?? 0n]));
  let refused: { cause: unknown } | undefined;
  const onBatch = async (messages: readonly ReceivedMessage[]) => {
    try {
      await options.onBatch(messages, signal);
    } catch (cause) {
      refused = { cause };
      throw cause;
    }
  };
  for (let failed = 0; messagesBetween(next, to) > 0n;) {
    signal.throwIfAborted();
    const before = messagesBetween(next, to);
    try {
      await log.read({ topics, next, to, onBatch, signal });
    } catch (error) {
      signal.throwIfAborted();
      if (refused) throw refused.cause;
      failed = messagesBetween(next, to) < before ? 1 : failed + 1;
      if (failed === attemptsMax) throw error;
      await pause(backoffMs(failed, 200, 2_000), signal);
    }
  }
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

type FollowOptions = EventLogAddress & {
  topics: readonly string[];
  from?: LogPosition;
  onMessage: (message: ReadMessage) => void;
};

/**
 * Passes every message of `topics` once to `onMessage`, from the first message or from `from` on, in the order of each
 * partition and without validation. For tools and tests that show what was published. Waits for the log and for topics
 * that do not exist yet, and continues after a restart of the log. No position is stored.
 */
export function readTopics(options: FollowOptions): { stop(): Promise<void> } {
  const { topics, onMessage } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const log = eventLogAt({ ...options, clientId: 'log-reader' });
  const passed = new Map<string, bigint>(options.from);
  const onBatch = async (messages: readonly ReceivedMessage[]) => {
    for (const message of messages) {
      const name = partitionName(message.topic, message.partition);
      const offset = BigInt(message.offset);
      if (offset < (passed.get(name) ?? 0n)) continue;
      passed.set(name, offset + 1n);
      onMessage(textOf(message));
    }
  };
  const reading = (async () => {
    while (!signal.aborted) {
      // The log or a topic may be missing. The next attempt may find it.
      await log.read({ topics, next: new Map(passed), onBatch, signal }).catch(() => undefined);
      await pause(retryMs, signal);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await reading;
    },
  };
}

function textOf({ topic, partition, offset, key, value, headers = {} }: ReceivedMessage): ReadMessage {
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
