import type { Database } from '@florin/database';
import type { Logger, Metrics } from '@florin/service';
import type { Way } from './channel.ts';
import { countAttempts } from './delivery.ts';
import { deliverDue } from './delivery-store.ts';
import { LeasedLoop } from './leased-loop.ts';

/** In one unit of work: with `pollMs` it says how many lines a second there are at most. */
const maxLines = 2_000;

/**
 * Tells account holders by the log: one line for each notification, by ids, so that amounts, references and metadata
 * stay out of it. A line needs no lease, because it is written while its row is locked; after a rollback it comes
 * again. Starts at once.
 */
export function startLogDelivery(options: {
  database: Database;
  from: readonly Way[];
  pollMs: number;
  stopWithinMs: number;
  logger: Logger;
  metrics: Metrics;
}): { stop(): Promise<void> } {
  const { from, logger, metrics } = options;
  const attempts = countAttempts(metrics);
  return new LeasedLoop<never, never>({
    ...options,
    async claim(em) {
      const delivered = await deliverDue(em, { from, limit: maxLines });
      for (const { id, accountId, eventId, kind } of delivered) {
        logger.info({ notification: id, account: accountId, event: eventId, kind }, 'notification');
      }
      attempts.inc({ channel: 'log', outcome: 'delivered' }, delivered.length);
      return [];
    },
    attempt: async (job) => job,
    settle: async () => undefined,
  });
}
