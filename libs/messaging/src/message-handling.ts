import { pause } from '@florin/service';
import { decodeEvent, UnreadableEvent, type FlorinEvent } from '@florin/events';
import { TookTooLong } from './attempt-limits.ts';
import type { DeadLetter, ReceivedMessage } from './dead-letters.ts';
import type { TakeEffect } from './effect.ts';

type Received = { message: ReceivedMessage; event: FlorinEvent };

/** How often an event that fails on its own is tried before it goes to the dead letters. */
const attemptsAlone = 5;
const firstPauseMs = 50;
/** For all pauses before dead letters within one call together: other accounts must not wait 30 s (I16). */
const patienceMs = 5_000;

/** A batch gets this long at first. */
export const usualHandlingMs = 10_000;
/**
 * Of the usual time: what a part gets of a batch that took too long, and then an event that takes too long even alone.
 * All together a bit more than two batches: with 10 s, an event that never ends has stopped its partition for 22 s.
 */
const partShare = 0.1;
const aloneShares = [0.1, 0.33, 0.66];
/** Into so many parts a batch falls that fails: two steps from a thousand events to one. */
const partsAtOnce = 32;

/**
 * Takes messages in. Resolves when each has had its effect exactly once, or had it before, or is in the dead
 * letters. Waits for as long as the database or Kafka is away, until `signal` aborts.
 */
export function createMessageHandler(options: {
  takeEffect: TakeEffect;
  putIntoDeadLetters: (letters: readonly DeadLetter[], signal: AbortSignal) => Promise<void>;
  handlingMs?: number;
}): (messages: readonly ReceivedMessage[], signal: AbortSignal) => Promise<void> {
  const { putIntoDeadLetters, handlingMs = usualHandlingMs } = options;

  const takeEffect = (received: readonly Received[], signal: AbortSignal, withinMs: number) =>
    options.takeEffect(
      received.map(({ event }) => event),
      signal,
      Math.ceil(withinMs),
    );

  /** Divides what fails until the one event that does it is alone; the order of events stays what it was. */
  async function handleParts(
    received: readonly Received[],
    withinMs: number,
    patience: { leftMs: number },
    signal: AbortSignal,
  ): Promise<void> {
    const fault = await takeEffect(received, signal, withinMs);
    if (fault === undefined) return;
    const [first] = received;
    if (received.length === 1) return insist(first!, fault, patience, signal);
    const partMs = fault instanceof TookTooLong ? handlingMs * partShare : withinMs;
    const size = Math.ceil(received.length / partsAtOnce);
    for (let from = 0; from < received.length; from += size) {
      await handleParts(received.slice(from, from + size), partMs, patience, signal);
    }
  }

  async function insist(alone: Received, first: unknown, patience: { leftMs: number }, signal: AbortSignal) {
    let fault = first;
    let attempts = 1;
    let overdue = 0;
    // Counted apart, because an attempt that ends by its time limit costs the others more than one that is refused.
    while (attempts < attemptsAlone && overdue < aloneShares.length) {
      const pauseMs = Math.min(patience.leftMs, firstPauseMs * 2 ** (attempts - 1));
      patience.leftMs -= pauseMs;
      await pause(pauseMs, signal);
      const share = fault instanceof TookTooLong ? aloneShares[overdue++]! : 1;
      attempts += 1;
      fault = await takeEffect([alone], signal, handlingMs * share);
      if (fault === undefined) return;
    }
    const detail = fault instanceof Error ? fault.message : String(fault);
    const cause = fault instanceof TookTooLong ? 'handler_timed_out' : 'handler_failed';
    await putIntoDeadLetters([{ message: alone.message, cause, detail, attempts }], signal);
  }

  return async (messages, signal) => {
    const { readable, unreadable } = read(messages);
    if (unreadable.length > 0) await putIntoDeadLetters(unreadable, signal);
    if (readable.length > 0) await handleParts(readable, handlingMs, { leftMs: patienceMs }, signal);
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
