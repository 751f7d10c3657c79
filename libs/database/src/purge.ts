import type { Logger } from '@florin/service';
import type { Database } from './database.ts';
import { startRepeating } from './repeating-work.ts';
import type { UnitOfWork } from './unit-of-work.ts';

const everyMs = 600_000;
/** A unit of work that removes so many rows takes some tens of milliseconds, and nobody waits long for it. */
const rowsAtOnce = 5_000;

/** Removes at most `limit` rows that nobody needs any more; answers how many. */
export type PurgeStep = (unit: UnitOfWork, limit: number) => Promise<number>;

/**
 * Takes each step, again and again until it finds nothing, now and every ten minutes: a unit of work of 5,000 rows at
 * a time. With the database away it waits for the next time. Any number of instances may.
 */
export function startPurge(options: { database: Database; steps: readonly PurgeStep[]; logger: Logger }): {
  stop(): Promise<void>;
} {
  const { database, steps, logger } = options;

  async function takeStep(step: PurgeStep, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const purged = await database.unitOfWork((unit) => step(unit, rowsAtOnce));
      if (purged < rowsAtOnce) return;
    }
  }

  return startRepeating({
    everyMs,
    async work(signal) {
      for (const step of steps) await takeStep(step, signal);
      return false;
    },
    onAway: (error) => logger.warn({ err: error }, 'what is old is not purged now, but later'),
    onBug: (error) => logger.error({ err: error }, 'what is old cannot be purged, trying again later'),
  });
}
