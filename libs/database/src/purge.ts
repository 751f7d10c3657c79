import type { Logger } from '@florin/service';
import type { Database } from './database.ts';
import { startRepeating } from './repeating-work.ts';
import type { UnitOfWork } from './unit-of-work.ts';

const everyMs = 600_000;
/** Removing this many rows in one unit of work takes some tens of milliseconds, so that nothing waits long for it. */
const rowsAtOnce = 5_000;

/** Removes at most `limit` rows that are no longer needed. Returns their number. */
export type PurgeStep = (unit: UnitOfWork, limit: number) => Promise<number>;

/**
 * Runs each step now and every ten minutes, repeatedly until it finds no more rows, 5,000 rows per unit of work. While the
 * database is unavailable it waits for the next time. Any number of instances may run at the same time.
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
