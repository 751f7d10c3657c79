import { pause, type Logger } from '@florin/service';
import { isUnavailable } from './failures.ts';

const firstPauseMs = 200;
const maxPauseMs = 2_000;
/** How often the log repeats that the process waits. */
const remindMs = 30_000;

/**
 * Runs `migrate`, again and again while the database is unavailable: it is not running, starting, not answering, out of
 * connections or read-only. Logs that it waits. Rejects at once for errors that waiting does not fix (a wrong password, a
 * missing database, a failing migration), and when `signal` aborts.
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
