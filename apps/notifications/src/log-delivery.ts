import type { Database } from '@florin/database';
import type { Logger, Metrics } from '@florin/service';
import type { ChannelName } from './channel.ts';
import { countAttempts } from './delivery.ts';
import { deliverDue, isAnythingDue } from './delivery-store.ts';
import { AttemptLoop } from './attempt-loop.ts';
import type { NotificationKind } from './messages.ts';

/** Delivers notifications to the log, given the kind of each. */
export type LogNotifications = (kinds: readonly NotificationKind[]) => void;

/** At most one log line in this time, for any number of notifications. */
const lineEveryMs = 10_000;

/**
 * Delivers notifications to the log: counts them in `florin_notification_attempts_total` and writes one line with the
 * count of each kind every ten seconds in which there were any. GET /notifications lists the notifications themselves.
 * `flush` writes the pending line at once.
 */
export function createNotificationLog({ logger, metrics }: { logger: Logger; metrics: Metrics }): {
  log: LogNotifications;
  flush(): void;
} {
  const attempts = countAttempts(metrics);
  const counts = new Map<NotificationKind, number>();
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (counts.size > 0) logger.info(Object.fromEntries(counts), 'notifications');
    counts.clear();
  }

  return {
    log(kinds) {
      if (kinds.length === 0) return;
      for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
      attempts.inc({ channel: 'log', outcome: 'delivered' }, kinds.length);
      timer ??= setTimeout(flush, lineEveryMs).unref();
    },
    flush,
  };
}

/** The maximum in one unit of work. */
const maxNotifications = 2_000;
/** New notifications for the log are delivered with their event; only leftovers are polled for. */
const pollMs = 1_000;
/** Unused: delivery to the log claims nothing. */
const leaseMs = 10_000;

/** Starts to deliver to the log what was meant for a channel that is no longer configured. */
export function startLogDelivery(options: {
  database: Database;
  from: readonly ChannelName[];
  log: LogNotifications;
  stopWithinMs: number;
  logger: Logger;
}): { stop(): Promise<void> } {
  const { database, from, log } = options;
  return new AttemptLoop<never, never>({
    ...options,
    name: 'notification',
    pollMs,
    leaseMs,
    isAnythingDue: () => isAnythingDue(database, from),
    async claim(unit) {
      log(await deliverDue(unit, { from, limit: maxNotifications }));
      return [];
    },
    claimLost: async () => [],
    attempt: async (job) => job,
    failed: (job) => job,
    settle: async () => undefined,
  });
}
