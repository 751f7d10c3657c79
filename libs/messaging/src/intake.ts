import { decodeEvent, UnreadableEvent, type FlorinEvent } from '@florin/events';
import { pause } from './backoff.ts';
import type { DeadLetter, ReceivedMessage } from './dead-letters.ts';
import type { TakeEffect } from './effect.ts';

type Received = { message: ReceivedMessage; event: FlorinEvent };

/** How often an event that fails on its own is tried before it goes to the dead letters. */
const attemptsAlone = 5;
const firstPauseMs = 50;
/** For all pauses before dead letters within one call together: other accounts must not wait 30 s (I16). */
const patienceMs = 5_000;

/**
 * Takes messages in. Resolves when each has had its effect exactly once, or had it before, or is in the dead
 * letters. Waits for as long as the database or Kafka is away, until `signal` aborts.
 */
export function createIntake(options: {
  takeEffect: TakeEffect;
  putIntoDeadLetters: (letters: readonly DeadLetter[], signal: AbortSignal) => Promise<void>;
}): (messages: readonly ReceivedMessage[], signal: AbortSignal) => Promise<void> {
  const { putIntoDeadLetters } = options;

  const takeEffect = (received: readonly Received[], signal: AbortSignal) =>
    options.takeEffect(
      received.map(({ event }) => event),
      signal,
    );

  /** Halves what fails until the one event that does it is alone; the order of events stays what it was. */
  async function takeInParts(
    received: readonly Received[],
    patience: { leftMs: number },
    signal: AbortSignal,
  ) {
    const [first] = received;
    if (first === undefined) return;
    const fault = await takeEffect(received, signal);
    if (fault === undefined) return;
    if (received.length === 1) return insist(first, fault, patience, signal);
    const middle = Math.ceil(received.length / 2);
    await takeInParts(received.slice(0, middle), patience, signal);
    await takeInParts(received.slice(middle), patience, signal);
  }

  async function insist(alone: Received, first: unknown, patience: { leftMs: number }, signal: AbortSignal) {
    let fault = first;
    for (let attempt = 2; attempt <= attemptsAlone; attempt++) {
      const pauseMs = Math.min(patience.leftMs, firstPauseMs * 2 ** (attempt - 2));
      patience.leftMs -= pauseMs;
      await pause(pauseMs, signal);
      fault = await takeEffect([alone], signal);
      if (fault === undefined) return;
    }
    const detail = fault instanceof Error ? fault.message : String(fault);
    const letter = { message: alone.message, cause: 'handler_failed', detail, attempts: attemptsAlone };
    await putIntoDeadLetters([letter], signal);
  }

  return async (messages, signal) => {
    const { readable, unreadable } = read(messages);
    if (unreadable.length > 0) await putIntoDeadLetters(unreadable, signal);
    await takeInParts(readable, { leftMs: patienceMs }, signal);
  };
}

function read(messages: readonly ReceivedMessage[]): { readable: Received[]; unreadable: DeadLetter[] } {
  const readable: Received[] = [];
  const unreadable: DeadLetter[] = [];
  for (const message of messages) {
    try {
      readable.push({ message, event: decodeEvent(message.topic, message.key, message.value) });
    } catch (error) {
      if (!(error instanceof UnreadableEvent)) throw error;
      unreadable.push({ message, cause: error.cause, detail: error.message, attempts: 1 });
    }
  }
  return { readable, unreadable };
}
