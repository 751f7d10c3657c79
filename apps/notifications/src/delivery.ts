import type { Database } from '@florin/database';
import {
  createRateLimitedLog,
  failpoint,
  type Logger,
  type Metrics,
  type RateLimitedLog,
} from '@florin/service';
import type { Channel, DueNotification, Outcome, Way } from './channel.ts';
import { claimDue, isAnythingDue, settle, type Settlement } from './delivery-store.ts';
import { LeasedLoop } from './leased-loop.ts';
import { isGivenUp, retryDelayMs } from './retry-schedule.ts';

export type DeliveryOptions = {
  database: Database;
  channel: Channel;
  /** Whose notifications it takes; what was meant for a channel that is gone must go some other way. */
  from: readonly Way[];
  /** Seconds between attempts; when they are used up, the delivery has failed. */
  retrySeconds: readonly number[];
  /** After this long an attempt that was never written down is made again: longer than any attempt can take. */
  leaseMs: number;
  pollMs: number;
  /** How long a stop waits for what is under way; the rest is made again when its lease ends. */
  stopWithinMs: number;
  logger: Logger;
  metrics: Metrics;
};

/** Delivers the notifications that are due by one channel. Starts at once. */
export function startDelivery(options: DeliveryOptions): LeasedLoop<DueNotification, Settlement> {
  const { database, channel, from, leaseMs, retrySeconds, logger } = options;
  const attempts = countAttempts(options.metrics);
  const warn = createRateLimitedLog(logger, 'warn');
  const end = (notification: DueNotification, outcome: Outcome): Settlement => {
    const settlement = settlementOf(notification, outcome, { retrySeconds, warn });
    attempts.inc({ channel: channel.name, outcome: settlement.status });
    return settlement;
  };
  return new LeasedLoop({
    ...options,
    name: 'notification',
    isAnythingDue: () => isAnythingDue(database, from),
    async claim(unit, underWay) {
      const limit = channel.concurrency - underWay.size;
      return limit > 0 ? claimDue(unit, { channel: channel.name, from, limit, leaseMs }) : [];
    },
    async claimLost(unit, underWay, lost) {
      const limit = Math.min(lost.limit, channel.concurrency - underWay.size);
      return limit > 0 ? claimDue(unit, { channel: channel.name, from, limit, leaseMs, lost }) : [];
    },
    async attempt(notification) {
      const { attempt, lostAttempts } = notification;
      if (isGivenUp(retrySeconds, attempt, lostAttempts)) {
        return end(notification, { delivered: false, failure: 'this process died of it', retry: false });
      }
      await failpoint('notification.before-sending');
      const outcome = await channel.deliver(notification);
      await failpoint('notification.after-sending');
      return end(notification, outcome);
    },
    failed: (notification) =>
      end(notification, { delivered: false, failure: 'an error of ours', retry: true }),
    settle,
  });
}

/** Attempts to tell account holders something, by the way they took and how they ended. */
export const countAttempts = (metrics: Metrics) =>
  metrics.counter('florin_notification_attempts_total', 'Delivery attempts by channel and outcome', [
    'channel',
    'outcome',
  ]);

function settlementOf(
  { id, attempt }: DueNotification,
  outcome: Outcome,
  { retrySeconds, warn }: Pick<DeliveryOptions, 'retrySeconds'> & { warn: RateLimitedLog },
): Settlement {
  if (outcome.delivered) return { id, attempt, status: 'delivered' };
  const { failure } = outcome;
  const retryMs = outcome.retry ? retryDelayMs(retrySeconds, attempt) : undefined;
  if (retryMs !== undefined) return { id, attempt, status: 'pending', retryMs, failure };
  warn({ notification: id, attempts: attempt, failure }, 'a notification was not delivered');
  return { id, attempt, status: 'failed', failure };
}
