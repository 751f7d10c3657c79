import { deadLetterBytes, deadLetterTopic, type DeadLetterHeaders } from '@florin/events';
import {
  createRateLimitedLog,
  failpoint,
  redactText,
  traceFields,
  type Logger,
  type Metrics,
} from '@florin/service';
import type { ReceivedMessage } from './event-log.ts';
import type { OutgoingMessage, Publisher } from './publisher.ts';

export type DeadLetter = {
  message: ReceivedMessage;
  /** One word: the cause of an UnreadableEvent, `handler_failed` or `handler_timed_out`. */
  cause: string;
  detail: string;
  attempts: number;
};

export const deadLetterSettings = { 'max.message.bytes': String(deadLetterBytes) };

/**
 * Creates a function that writes messages into `<groupId>.dead-letters`, with key and value unchanged, so that
 * publishing them to `florin-origin-topic` replays them. It resolves when they are written; only then may the offset
 * advance.
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
    'Messages that the consumer could not handle and has put into its dead letter topic',
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
        { topic, partition, offset, cause, detail: redactText(detail), attempts, ...traceOf(message) },
        'put into the dead letters',
      );
    }
  };
}

const traceOf = ({ headers }: ReceivedMessage) =>
  traceFields(headers?.['traceparent'] === undefined ? undefined : String(headers['traceparent']));

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

/** A producer may set any number, also one beyond the range of dates. */
function timeText(timestamp: string): string {
  const date = new Date(Number(timestamp));
  return Number.isNaN(date.getTime()) ? timestamp : date.toISOString();
}

function textHeaders(headers: ReceivedMessage['headers'] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value ?? '')]));
}
