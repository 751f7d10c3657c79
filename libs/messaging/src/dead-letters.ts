import { deadLetterBytes, deadLetterTopic, type DeadLetterHeaders } from '@florin/events';
import { createRateLimitedLog, failpoint, redactText, type Logger, type Metrics } from '@florin/service';
import type { OutgoingMessage, Publisher } from './publisher.ts';

/** A message as Kafka delivered it. */
export type ReceivedMessage = {
  topic: string;
  partition: number;
  offset: string;
  /** Epoch milliseconds, as text. */
  timestamp: string;
  key: Buffer | null;
  value: Buffer | null;
  headers?: Record<string, Buffer | string | (Buffer | string)[] | undefined>;
};

export type DeadLetter = {
  message: ReceivedMessage;
  /** One word: what decodeEvent said, or `handler_failed`. */
  cause: string;
  detail: string;
  attempts: number;
};

export const deadLetterSettings = { 'max.message.bytes': String(deadLetterBytes) };

/**
 * Puts messages into `<groupId>.dead-letters`: key and value untouched, so that publishing them to
 * `florin-origin-topic` replays them. Resolves when they are written; only then may the offset advance.
 */
export function createDeadLetters(options: {
  groupId: string;
  publisher: Publisher;
  logger: Logger;
  metrics: Metrics;
}): (letters: readonly DeadLetter[], signal: AbortSignal) => Promise<void> {
  const { groupId, publisher } = options;
  const logError = createRateLimitedLog(options.logger, 'error');
  const counter = options.metrics.counter(
    'florin_consumer_dead_letters_total',
    'Messages that the consumer could not take in and has put into its dead letter topic',
    ['topic', 'cause'],
  );
  return async (letters, signal) => {
    await publisher.publish(
      letters.map((letter) => toMessage(groupId, letter)),
      signal,
    );
    await failpoint('consumer.after-dead-letter');
    for (const { message, cause, detail, attempts } of letters) {
      counter.inc({ topic: message.topic, cause });
      const { topic, partition, offset } = message;
      logError(
        { topic, partition, offset, cause, detail: redactText(detail), attempts },
        'put into the dead letters',
      );
    }
  };
}

function toMessage(groupId: string, letter: DeadLetter): OutgoingMessage {
  const { message } = letter;
  return {
    topic: deadLetterTopic(groupId),
    key: message.key,
    value: message.value,
    headers: { ...textHeaders(message.headers), ...ownHeaders(groupId, letter) },
  };
}

function ownHeaders(groupId: string, { message, cause, detail, attempts }: DeadLetter): DeadLetterHeaders {
  return {
    'florin-cause': cause,
    'florin-detail': redactText(detail).slice(0, 2_000),
    'florin-attempts': String(attempts),
    'florin-origin-topic': message.topic,
    'florin-origin-partition': String(message.partition),
    'florin-origin-offset': message.offset,
    'florin-origin-timestamp': timeText(message.timestamp),
    'florin-consumer-group': groupId,
    'florin-dead-lettered-at': new Date().toISOString(),
  };
}

/** A producer may write any number there, and beyond the range of dates there is no text for it. */
function timeText(timestamp: string): string {
  const date = new Date(Number(timestamp));
  return Number.isNaN(date.getTime()) ? timestamp : date.toISOString();
}

function textHeaders(headers: ReceivedMessage['headers'] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value ?? '')]));
}
