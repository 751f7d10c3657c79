import { decodeEvent, UnreadableEvent, type FlorinEvent } from '@florin/events';
import { pause } from '@florin/service';
import type { DeadLetter } from './dead-letters.ts';
import {
  createEffect,
  HandlerTimedOut,
  type ApplyEffect,
  type EffectOptions,
  type PositionInUnit,
} from './event-effect.ts';
import type { ReceivedMessage } from './event-log.ts';

type Received = { message: ReceivedMessage; event: FlorinEvent };

/** How often an event that fails alone is tried before it becomes a dead letter. */
const attemptsAlone = 5;
const firstPauseMs = 50;
/** Total of all pauses before dead letters in one call: other accounts must not wait 30 s (I16). */
const pausesMaxMs = 5_000;

/** The time limit of the first attempt at a batch. */
export const defaultHandlingMs = 10_000;
/**
 * Shares of the time limit: for a part of a batch that timed out, and for the attempts at an event that times out alone.
 * Together a little more than two batches: with 10 s, an event that never ends stops its partition for 22 s.
 */
const partShare = 0.1;
const aloneShares = [0.1, 0.33, 0.66];
/** A batch that fails is divided into this many parts: two steps from a thousand events to one. */
const partsPerDivision = 32;

export type HandleMessages = (
  messages: readonly ReceivedMessage[],
  signal: AbortSignal,
  position?: PositionInUnit,
) => Promise<void>;

/** How long to go on, and what to move forward behind the messages whose effects are applied. */
type Until = { signal: AbortSignal; position: PositionInUnit | undefined; after(last: Received): bigint };

/**
 * Creates a function that handles messages. It resolves when the effect of each message has been applied exactly once,
 * now or before, or the message is in the dead letters. While the database or the log is unavailable it retries, until
 * `signal` aborts.
 */
export function createMessageHandler(options: {
  applyEffect: ApplyEffect;
  putIntoDeadLetters: (letters: readonly DeadLetter[], signal: AbortSignal) => Promise<void>;
  handlingMs?: number;
}): HandleMessages {
  const { putIntoDeadLetters, handlingMs = defaultHandlingMs } = options;

  const applyEffect = (
    received: readonly Received[],
    { signal, position, after }: Until,
    withinMs: number,
  ) => {
    const last = received.at(-1);
    return options.applyEffect(
      received.map(({ event }) => event),
      signal,
      Math.ceil(withinMs),
      position && last && { after: after(last), in: position },
    );
  };

  /** Divides a batch that fails until the event that causes it is alone. The order of events is kept. */
  async function handleParts(
    received: readonly Received[],
    withinMs: number,
    pauses: { leftMs: number },
    until: Until,
  ): Promise<void> {
    const failure = await applyEffect(received, until, withinMs);
    if (failure === undefined) return;
    const [first, ...others] = received;
    if (first && others.length === 0) return retryAlone(first, failure, pauses, until);
    const partMs = failure instanceof HandlerTimedOut ? handlingMs * partShare : withinMs;
    const size = Math.ceil(received.length / partsPerDivision);
    for (let from = 0; from < received.length; from += size) {
      await handleParts(received.slice(from, from + size), partMs, pauses, until);
    }
  }

  async function retryAlone(
    received: Received,
    firstFailure: unknown,
    pauses: { leftMs: number },
    until: Until,
  ): Promise<void> {
    let failure = firstFailure;
    let attempts = 1;
    // Attempts that time out have limits of their own, because they delay other events more than a refusal does.
    const timeLimits = aloneShares.map((share) => handlingMs * share);
    while (attempts < attemptsAlone && timeLimits.length > 0) {
      const pauseMs = Math.min(pauses.leftMs, firstPauseMs * 2 ** (attempts - 1));
      pauses.leftMs -= pauseMs;
      await pause(pauseMs, until.signal);
      const withinMs = failure instanceof HandlerTimedOut ? timeLimits.shift() : handlingMs;
      attempts += 1;
      failure = await applyEffect([received], until, withinMs ?? handlingMs);
      if (failure === undefined) return;
    }
    const detail = failure instanceof Error ? failure.message : String(failure);
    const cause = failure instanceof HandlerTimedOut ? 'handler_timed_out' : 'handler_failed';
    await putIntoDeadLetters([{ message: received.message, cause, detail, attempts }], until.signal);
  }

  return async (messages, signal, position) => {
    const { readable, unreadable } = decodeAll(messages);
    if (unreadable.length > 0) await putIntoDeadLetters(unreadable, signal);
    const until = { signal, position, after: positionsAfter(messages, readable) };
    if (readable.length > 0) await handleParts(readable, handlingMs, { leftMs: pausesMaxMs }, until);
  };
}

/** What follows the last readable message of a batch is in the dead letters already. */
function positionsAfter(messages: readonly ReceivedMessage[], readable: readonly Received[]): Until['after'] {
  const lastMessage = messages.at(-1);
  const lastReadable = readable.at(-1);
  return (last) => BigInt((last === lastReadable && lastMessage ? lastMessage : last.message).offset) + 1n;
}

function decodeAll(messages: readonly ReceivedMessage[]): {
  readable: Received[];
  unreadable: DeadLetter[];
} {
  const readable: Received[] = [];
  const unreadable: DeadLetter[] = [];
  for (const message of messages) {
    try {
      const event = decodeEvent(message.topic, message.key, message.value);
      const traceparent = message.headers?.['traceparent'];
      if (traceparent !== undefined) event.traceparent = String(traceparent);
      readable.push({ message, event });
    } catch (error) {
      if (!(error instanceof UnreadableEvent)) throw error;
      unreadable.push({ message, cause: error.cause, detail: error.message, attempts: 1 });
    }
  }
  return { readable, unreadable };
}

type LogHandler = {
  /** Resolves when the effect of each event that `choose` returns has been applied, or the event cannot have one. */
  handle(
    messages: readonly ReceivedMessage[],
    signal: AbortSignal,
    choose?: (events: readonly FlorinEvent[]) => Promise<readonly FlorinEvent[]>,
  ): Promise<void>;
  /** The number of messages that a consumer would have put into its dead letters. */
  skipped(): number;
};

/**
 * Applies the effect of messages read from the log as a consumer does, but into the tables of `schema`, which may be
 * built again beside those in use. Poison messages are counted and skipped: the consumer has already put them into its
 * dead letters.
 */
export function createLogHandler(options: EffectOptions): LogHandler {
  const applyEffect = createEffect(options);
  let skipped = 0;
  return {
    handle: (messages, signal, choose = async (events) => events) =>
      createMessageHandler({
        applyEffect: async (events, until, withinMs) => {
          const chosen = await choose(events);
          return chosen.length === 0 ? undefined : applyEffect(chosen, until, withinMs);
        },
        putIntoDeadLetters: async (letters) => {
          skipped += letters.length;
        },
      })(messages, signal),
    skipped: () => skipped,
  };
}
