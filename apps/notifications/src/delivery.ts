import type { Database } from '@florin/database';
import {
  createRateLimitedLog,
  failpoint,
  type Logger,
  type Metrics,
  type RateLimitedLog,
} from '@florin/service';
import type { Channel, DueNotification, Outcome, ChannelName } from './channel.ts';
import { claimDue, isAnythingDue, settle, type Settlement } from './delivery-store.ts';
import { AttemptLoop } from './attempt-loop.ts';
import { attemptsLost, internalError, isGivenUp, retryDelayMs } from './retry-schedule.ts';

export type DeliveryOptions = {
  database: Database;
  channel: Channel;
  /** Deliver notifications that were meant for these channels: this one, and those that are no longer configured. */
  from: readonly ChannelName[];
  /** Seconds between attempts; after the last of them the delivery has failed. */
  retrySeconds: readonly number[];
  /** An attempt that is not recorded within this time is repeated. Must be longer than any attempt can take. */
  leaseMs: number;
  pollMs: number;
  /** How long `stop` waits for attempts in progress; the others are repeated when their leases end. */
  stopWithinMs: number;
  logger: Logger;
  metrics: Metrics;
};

/** Starts to deliver due notifications by one channel. */
export function startDelivery(options: DeliveryOptions): AttemptLoop<DueNotification, Settlement> {
  const { database, channel, from, leaseMs, retrySeconds, logger } = options;
  const attempts = countAttempts(options.metrics);
  const warn = createRateLimitedLog(logger, 'warn');
  const end = (notification: DueNotification, outcome: Outcome): Settlement => {
    const settlement = settlementOf(notification, outcome, { retrySeconds, warn });
    attempts.inc({ channel: channel.name, outcome: settlement.status });
    return settlement;
  };
  return new AttemptLoop({
    ...options,
    name: 'notification',
    isAnythingDue: () => isAnythingDue(database, from),
    async claim(unit, underChannelName) {
      const limit = channel.concurrency - underChannelName.size;
      return limit > 0 ? claimDue(unit, { channel: channel.name, from, limit, leaseMs }) : [];
    },
    async claimLost(unit, underChannelName, lost) {
      const limit = Math.min(lost.limit, channel.concurrency - underChannelName.size);
      return limit > 0 ? claimDue(unit, { channel: channel.name, from, limit, leaseMs, lost }) : [];
    },
    async attempt(notification) {
      const { attempt, lostAttempts } = notification;
      if (isGivenUp(retrySeconds, attempt, lostAttempts)) {
        return end(notification, { delivered: false, failure: attemptsLost, retry: false });
      }
      await failpoint('notification.before-sending');
      const outcome = await channel.deliver(notification);
      await failpoint('notification.after-sending');
      return end(notification, outcome);
    },
    failed: (notification) => end(notification, { delivered: false, failure: internalError, retry: true }),
    settle,
  });
}

/** The counter of delivery attempts. */
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
