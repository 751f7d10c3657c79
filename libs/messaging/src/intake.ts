import type { Database } from '@florin/database';
import { decodeEvent, UnreadableEvent, type FlorinEvent } from '@florin/events';
import type { Logger, Metrics } from '@florin/service';
import { backoffMs, pause } from './backoff.ts';
import type { DeadLetter, ReceivedMessage } from './dead-letters.ts';
import type { EntityManager } from './entity-manager.ts';
import { isEventsFault } from './event-failures.ts';
import { createIntakeMetrics } from './intake-metrics.ts';
import { claimEvents } from './processed-events.ts';

export type IntakeOptions = {
  database: Database;
  /** The consumer's own PostgreSQL schema; holds `processed_events`. */
  schema: string;
  /**
   * The effect of new events, in order, inside the unit of work that also marks them as processed. May run again
   * with the same events after a failure; touches nothing but the database.
   */
  handle: (events: FlorinEvent[], em: EntityManager) => Promise<void>;
  putIntoDeadLetters: (letters: readonly DeadLetter[], signal: AbortSignal) => Promise<void>;
  logger: Logger;
  metrics: Metrics;
};

type Received = { message: ReceivedMessage; event: FlorinEvent };

/** Stopped, or no longer the partition's owner, before everything was taken in: nothing is lost, it comes again. */
export class IntakeInterrupted extends Error {
  override readonly name = 'IntakeInterrupted';
}

/** How often an event that fails on its own is tried before it goes to the dead letters. */
const attemptsAlone = 5;
const firstPauseMs = 50;
/** For all pauses before dead letters within one call together: other accounts must not wait 30 s (I16). */
const patienceMs = 5_000;
const maxWeatherPauseMs = 2_000;

/**
 * Takes messages in. Resolves when each has had its effect exactly once, or had it before, or is in the dead
 * letters. Waits for as long as the database or Kafka is away, until `signal` aborts (IntakeInterrupted).
 */
export function createIntake(options: IntakeOptions) {
  const { database, schema, handle, putIntoDeadLetters, logger } = options;
  const metrics = createIntakeMetrics(options.metrics);

  async function takeIn(messages: readonly ReceivedMessage[], signal: AbortSignal): Promise<void> {
    const { readable, unreadable } = read(messages);
    if (unreadable.length > 0) await putIntoDeadLetters(unreadable, signal);
    const patience = { leftMs: patienceMs };
    await takeInParts(readable, patience, signal);
  }

  /** Halves what fails until the one event that does it is alone; the order of events stays what it was. */
  async function takeInParts(
    received: readonly Received[],
    patience: { leftMs: number },
    signal: AbortSignal,
  ) {
    if (received.length === 0) return;
    const fault = await apply(received, signal);
    if (fault === undefined) return;
    if (received.length === 1) return giveUpSlowly(received[0]!, fault, patience, signal);
    const middle = Math.ceil(received.length / 2);
    await takeInParts(received.slice(0, middle), patience, signal);
    await takeInParts(received.slice(middle), patience, signal);
  }

  async function giveUpSlowly(
    alone: Received,
    first: unknown,
    patience: { leftMs: number },
    signal: AbortSignal,
  ) {
    let fault = first;
    for (let attempt = 2; attempt <= attemptsAlone; attempt++) {
      const pauseMs = Math.min(patience.leftMs, firstPauseMs * 2 ** (attempt - 2));
      patience.leftMs -= pauseMs;
      await pause(pauseMs, signal);
      const again = await apply([alone], signal);
      if (again === undefined) return;
      fault = again;
    }
    const detail = fault instanceof Error ? fault.message : String(fault);
    const letter = { message: alone.message, cause: 'handler_failed', detail, attempts: attemptsAlone };
    await putIntoDeadLetters([letter], signal);
  }

  /** One unit of work, repeated while the database is away. Answers with a failure that is the events' own. */
  async function apply(received: readonly Received[], signal: AbortSignal): Promise<unknown> {
    const events = received.map(({ event }) => event);
    for (let failed = 0; ;) {
      if (signal.aborted) throw new IntakeInterrupted('stopped before the events were taken in');
      try {
        const fresh = await database.unitOfWork((em) => claimAndHandle(events, em));
        if (failed > 0) logger.info({ attempts: failed + 1 }, 'events are taken in again');
        metrics.tookIn(events, fresh);
        return undefined;
      } catch (error) {
        if (isEventsFault(error)) return error;
        failed += 1;
        metrics.waited();
        if (failed % 20 === 1)
          logger.warn({ err: error, failed }, 'events cannot be taken in yet, trying again');
        await pause(backoffMs(failed, 100, maxWeatherPauseMs), signal);
      }
    }
  }

  async function claimAndHandle(events: readonly FlorinEvent[], em: EntityManager): Promise<FlorinEvent[]> {
    const fresh = await claimEvents(em, schema, events);
    if (fresh.length > 0) await handle(fresh, em);
    return fresh;
  }

  return takeIn;
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
