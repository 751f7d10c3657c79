import type { Database } from '@florin/database';
import type { Logger, Metrics } from '@florin/service';
import type { Way } from './channel.ts';
import { countAttempts } from './delivery.ts';
import { deliverDue, isAnythingDue } from './delivery-store.ts';
import { LeasedLoop } from './leased-loop.ts';
import type { NotificationKind } from './messages.ts';

/** Tells of notifications by the log: given the kind of each. */
export type TellByLog = (kinds: readonly NotificationKind[]) => void;

/** However much is told, no more than so many lines. */
const lineEveryMs = 10_000;

/**
 * Counts what is told by the log, in `florin_notification_attempts_total` and, by kind, in one line every ten seconds in
 * which there was anything. Whose notifications they were is listed at GET /notifications. `write` writes what is still
 * to be written at once.
 */
export function createLogTeller({ logger, metrics }: { logger: Logger; metrics: Metrics }): {
  tell: TellByLog;
  write(): void;
} {
  const attempts = countAttempts(metrics);
  const counts = new Map<NotificationKind, number>();
  let timer: NodeJS.Timeout | undefined;

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    if (counts.size > 0) logger.info(Object.fromEntries(counts), 'notifications');
    counts.clear();
  }

  return {
    tell(kinds) {
      if (kinds.length === 0) return;
      for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
      attempts.inc({ channel: 'log', outcome: 'delivered' }, kinds.length);
      timer ??= setTimeout(write, lineEveryMs).unref();
    },
    write,
  };
}

/** In one unit of work. */
const maxNotifications = 2_000;
/** Nothing new comes this way. */
const pollMs = 1_000;
/** Nothing is leased. */
const leaseMs = 10_000;

/** Tells by the log what was meant for a channel that is gone. Starts at once. */
export function startLogDelivery(options: {
  database: Database;
  from: readonly Way[];
  tell: TellByLog;
  stopWithinMs: number;
  logger: Logger;
}): { stop(): Promise<void> } {
  const { database, from, tell } = options;
  return new LeasedLoop<never, never>({
    ...options,
    name: 'notification',
    pollMs,
    leaseMs,
    isAnythingDue: () => isAnythingDue(database, from),
    async claim(unit) {
      tell(await deliverDue(unit, { from, limit: maxNotifications }));
      return [];
    },
    claimLost: async () => [],
    attempt: async (job) => job,
    failed: (job) => job,
    settle: async () => undefined,
  });
}
