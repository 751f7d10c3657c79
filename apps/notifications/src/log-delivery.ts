import type { Database } from '@florin/database';
import type { Logger, Metrics } from '@florin/service';
import type { DueNotification, Way } from './channel.ts';
import { countAttempts } from './delivery.ts';
import { deliverDue, isAnythingDue } from './delivery-store.ts';
import { LeasedLoop } from './leased-loop.ts';

/** A notification as the log tells it: by ids, so that amounts, references and metadata stay out of it. */
export type Line = Pick<DueNotification, 'id' | 'accountId' | 'eventId' | 'kind'>;

/** Tells account holders by the log: one line for each notification. */
export type WriteLines = (lines: readonly Line[]) => void;

export function createWriteLines({ logger, metrics }: { logger: Logger; metrics: Metrics }): WriteLines {
  const attempts = countAttempts(metrics);
  // Without the masking of secrets: it takes 50 µs a line, 8 without it, and ids have nothing to mask.
  const lineLogger = logger.child({}, { redact: [] });
  return (lines) => {
    for (const { id, accountId, eventId, kind } of lines) {
      lineLogger.info({ notification: id, account: accountId, event: eventId, kind }, 'notification');
    }
    attempts.inc({ channel: 'log', outcome: 'delivered' }, lines.length);
  };
}

/** In one unit of work. */
const maxLines = 2_000;
/** Nothing new comes this way. */
const pollMs = 1_000;

/**
 * Tells by the log what was meant for a channel that is gone. A line needs no lease, because it is written while its row
 * is locked; after a rollback it comes again. Starts at once.
 */
export function startLogDelivery(options: {
  database: Database;
  from: readonly Way[];
  writeLines: WriteLines;
  stopWithinMs: number;
  logger: Logger;
}): { stop(): Promise<void> } {
  const { database, from, writeLines } = options;
  return new LeasedLoop<never, never>({
    ...options,
    name: 'notification',
    pollMs,
    isAnythingDue: () => isAnythingDue(database, from),
    async claim(em) {
      writeLines(await deliverDue(em, { from, limit: maxLines }));
      return [];
    },
    attempt: async (job) => job,
    settle: async () => undefined,
  });
}
