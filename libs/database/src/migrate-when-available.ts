import { pause, type Logger } from '@florin/service';
import { isUnavailable } from './failures.ts';

const firstPauseMs = 200;
const maxPauseMs = 2_000;
/** How often the log says that the wait goes on. */
const remindMs = 30_000;

/**
 * Runs `migrate`, and tries again as long as the database is unavailable: it does not run yet, is starting, does not
 * answer, takes no more connections or no writes. Says so in the log. Rejects at once on what waiting does not mend (a
 * wrong password, a database that does not exist, a migration that fails), and when `signal` aborts.
 */
export async function migrateWhenAvailable(
  migrate: () => Promise<unknown>,
  { logger, signal }: { logger: Logger; signal: AbortSignal },
): Promise<void> {
  let remindedAt = -Infinity;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, maxPauseMs)) {
    signal.throwIfAborted();
    try {
      await migrate();
      break;
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      if (performance.now() - remindedAt >= remindMs) {
        logger.warn({ err: error }, 'the database is unavailable: the start waits for it');
        remindedAt = performance.now();
      }
    }
    await pause(pauseMs, signal);
  }
  if (remindedAt > 0) logger.info('the database is available, the start goes on');
}
