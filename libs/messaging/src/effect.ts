import type { Database, UnitOfWork } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import { failpoint, pause, type Logger, type Metrics } from '@florin/service';
import { backoffMs, endsWithin } from './backoff.ts';
import { handleInTime, isOutOfTime, TookTooLong } from './attempt-limits.ts';
import { isEventsFault } from './event-failures.ts';
import { createConsumerMetrics } from './consumer-metrics.ts';
import { claimEvents } from './processed-events.ts';

export type EffectOptions = {
  database: Database;
  /** The consumer's own PostgreSQL schema; holds `processed_events`. */
  schema: string;
  /**
   * The effect of new events, in order, inside the unit of work that also marks them as processed. May run again
   * with the same events after a failure, and beside itself with events of another partition; touches nothing but the
   * database.
   */
  handle: (events: FlorinEvent[], unit: UnitOfWork) => Promise<void>;
  logger: Logger;
  metrics: Metrics;
};

/**
 * Answers with a failure that is the events' own, or undefined when they have had their effect. TookTooLong: within
 * `withinMs` they did not, and the database answered all the while.
 */
export type TakeEffect = (
  events: readonly FlorinEvent[],
  signal: AbortSignal,
  withinMs: number,
) => Promise<unknown>;

/** Stopped, or no longer the partition's owner, before everything was taken in: nothing is lost, it comes again. */
class HandlingInterrupted extends Error {
  override readonly name = 'IntakeInterrupted';
}

const maxUnavailablePauseMs = 2_000;
/** A database that needs longer for one round trip is slow itself: nobody's events are to blame. */
const answersWithinMs = 1_000;

/**
 * One unit of work that claims events and carries their effect, repeated for as long as the database is away or busy,
 * until `signal` aborts (IntakeInterrupted).
 */
export function createEffect(options: EffectOptions): TakeEffect {
  const { database, schema, handle, logger } = options;
  const metrics = createConsumerMetrics(options.metrics);

  async function claimAndHandle(
    events: readonly FlorinEvent[],
    unit: UnitOfWork,
    withinMs: number,
  ): Promise<FlorinEvent[]> {
    const fresh = await claimEvents(unit, schema, events);
    if (fresh.length > 0) await handleInTime(handle, fresh, unit, withinMs);
    await failpoint('consumer.before-commit');
    return fresh;
  }

  const databaseAnswers = () => endsWithin(database.ping(), answersWithinMs).catch(() => false);

  return async (events, signal, withinMs) => {
    for (let failed = 0; ;) {
      if (signal.aborted) throw new HandlingInterrupted('stopped before the events were taken in');
      const begunAt = Date.now();
      try {
        await failpoint('consumer.before-effect');
        const fresh = await database.unitOfWork((unit) => claimAndHandle(events, unit, withinMs));
        if (failed > 0) logger.info({ attempts: failed + 1 }, 'events are taken in again');
        metrics.handled(events, fresh);
        return undefined;
      } catch (error) {
        const outOfTime = isOutOfTime(error, Date.now() - begunAt);
        if (!outOfTime && isEventsFault(error)) return error;
        if (outOfTime && (await databaseAnswers())) return new TookTooLong(withinMs, error);
        failed += 1;
        metrics.waited();
        if (failed % 20 === 1) {
          logger.warn({ err: error, failed }, 'events cannot be taken in yet, trying again');
        }
        await pause(backoffMs(failed, 100, maxUnavailablePauseMs), signal);
      }
    }
  };
}
