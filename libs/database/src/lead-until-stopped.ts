import { pause, type Logger } from '@florin/service';
import type { Database } from './database.ts';
import type { Leadership } from './leadership.ts';

const tryAgainMs = 1_000;

/**
 * Runs `work` whenever this process holds the lease `name`, until `signal` aborts. An error of the lease or of `work` is
 * logged, and the process applies for the lease again a second later. Never rejects.
 */
export async function leadUntilStopped(
  database: Pick<Database, 'whileLeader'>,
  options: {
    name: string;
    signal: AbortSignal;
    logger: Logger;
    work: (leadership: Leadership) => Promise<void>;
  },
): Promise<void> {
  const { name, signal, logger, work } = options;
  while (!signal.aborted) {
    try {
      await database.whileLeader(name, signal, work);
    } catch (error) {
      logger.warn({ err: error, lease: name }, 'cannot lead, trying again');
      await pause(tryAgainMs, signal);
    }
  }
}
