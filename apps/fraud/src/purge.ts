import { isUnavailable, type Database } from '@florin/database';
import { pause, type Logger } from '@florin/service';
import { purgeHistory } from './history-store.ts';

const everyMs = 600_000;
const rowsAtOnce = 5_000;

/** Forgets movements that no rule looks back to any more, now and every ten minutes. Any number of instances may. */
export function startPurge(options: { database: Database; days: number; logger: Logger }): {
  stop(): Promise<void>;
} {
  const { database, days, logger } = options;
  const stopping = new AbortController();
  const { signal } = stopping;

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        const purged = await database.unitOfWork((em) => purgeHistory(em, days, rowsAtOnce));
        if (purged === rowsAtOnce) continue;
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        logger.warn({ err: error }, 'the history is not purged now, but later');
      }
      await pause(everyMs, signal);
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
