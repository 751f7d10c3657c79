import type { Database } from '@florin/database';
import {
  createRateLimitedLog,
  failpoint,
  type Logger,
  type Metrics,
  type RateLimitedLog,
} from '@florin/service';
import { LeasedLoop } from '../leased-loop.ts';
import { isGivenUp, retryDelayMs } from '../retry-schedule.ts';
import { webhookHeaders } from '../webhook-signature.ts';
import {
  claimDeliveries,
  claimLostDeliveries,
  isAnyDeliveryDue,
  type DueDelivery,
} from './due-deliveries.ts';
import type { PostWebhook, Reply } from './post-webhook.ts';
import { retryAfterMs } from './retry-after.ts';
import { UnreadableSecret, type SecretSeal } from './sealed-secrets.ts';
import { settleAttempts, type EndedAttempt } from './settle-deliveries.ts';

export type WebhookDeliveriesOptions = {
  database: Database;
  post: PostWebhook;
  seal: SecretSeal;
  retrySeconds: readonly number[];
  /** After this long an attempt that was never written down is made again: longer than any attempt can take. */
  leaseMs: number;
  /** An endpoint that has had no success for so long is disabled by its next failure. */
  disableAfterMs: number;
  /** Attempts under way per process, altogether and for one endpoint. */
  concurrency: number;
  perEndpoint: number;
  pollMs: number;
  stopWithinMs: number;
  logger: Logger;
  metrics: Metrics;
};

/** One at a time is enough to find out whether an endpoint that failed is back. */
const perFailingEndpoint = 1;

/**
 * Sends what is due to the endpoints of third parties. An endpoint that hangs or fails holds one place until it
 * succeeds again, and all such endpoints together hold half of the places at most: the others are not delayed.
 * Starts at once.
 */
export function startWebhookDeliveries(
  options: WebhookDeliveriesOptions,
): LeasedLoop<DueDelivery, EndedAttempt> {
  const { database, leaseMs, concurrency, perEndpoint, disableAfterMs, logger } = options;
  const limits: Limits = { ...options, warn: createRateLimitedLog(logger, 'warn') };
  const attempts = options.metrics.counter(
    'florin_webhook_attempts_total',
    'Attempts to deliver an event to an endpoint, by what became of the delivery',
    ['result'],
  );
  return new LeasedLoop({
    ...options,
    name: 'webhook',
    isAnythingDue: () => isAnyDeliveryDue(database),
    async claim(unit, jobs) {
      const underWay = countByEndpoint(jobs);
      const free = concurrency - jobs.size;
      const healthy = { underWay, perEndpoint, failing: false, limit: free, leaseMs };
      const due = await claimDeliveries(unit, healthy);
      const limit = Math.min(free - due.length, placesOfDoubtful(concurrency, jobs));
      const failing = { underWay, perEndpoint: perFailingEndpoint, failing: true, limit, leaseMs };
      return [...due, ...(await claimDeliveries(unit, failing))];
    },
    async claimLost(unit, jobs, lost) {
      const limit = Math.min(lost.limit, concurrency - jobs.size, placesOfDoubtful(concurrency, jobs));
      return claimLostDeliveries(unit, { ...lost, underWay: countByEndpoint(jobs), limit, leaseMs });
    },
    async attempt(delivery) {
      const ended = await attempt(delivery, limits);
      attempts.inc({ result: ended.status });
      return ended;
    },
    failed(delivery) {
      const outcome = outcomeOf({ status: null, failure: 'an error of ours' }, delivery, limits);
      attempts.inc({ result: outcome.status });
      return { delivery, startedAt: new Date(), durationMs: 0, ...outcome };
    },
    settle: (unit, ended) => settleAttempts(unit, ended, { disableAfterMs }),
  });
}

/** Of endpoints that fail, and of deliveries that were under way when a process died: half of all places. */
function placesOfDoubtful(concurrency: number, jobs: ReadonlySet<DueDelivery>): number {
  const taken = [...jobs].filter(({ isFailing, lostAttempts }) => isFailing || lostAttempts > 0).length;
  return Math.floor(concurrency / 2) - taken;
}

function countByEndpoint(jobs: ReadonlySet<DueDelivery>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { endpointId } of jobs) counts.set(endpointId, (counts.get(endpointId) ?? 0) + 1);
  return counts;
}

type Limits = Pick<WebhookDeliveriesOptions, 'retrySeconds' | 'seal' | 'post'> & { warn: RateLimitedLog };

async function attempt(delivery: DueDelivery, options: Limits): Promise<EndedAttempt> {
  const startedAt = new Date();
  const begin = performance.now();
  if (isGivenUp(options.retrySeconds, delivery.attemptInSchedule, delivery.lostAttempts)) {
    const failure = 'this process died of it';
    return { delivery, startedAt, durationMs: 0, ...outcomeOf({ status: null, failure }, delivery, options) };
  }
  await failpoint('webhook.before-sending');
  const reply = await send(delivery, startedAt, options);
  await failpoint('webhook.after-sending');
  const durationMs = Math.round(performance.now() - begin);
  return { delivery, startedAt, durationMs, ...outcomeOf(reply, delivery, options) };
}

async function send(
  { id, url, body, secrets }: DueDelivery,
  sentAt: Date,
  { seal, post }: Limits,
): Promise<Reply> {
  let opened: string[];
  try {
    opened = secrets.map((secret) => seal.open(secret.sealed, secret.id));
  } catch (error) {
    if (!(error instanceof UnreadableSecret)) throw error;
    // Never unsigned: a receiver must not get used to it. Tried again, in case the key comes back.
    return { status: null, failure: 'our signing key for this endpoint cannot be read' };
  }
  const headers = {
    'content-type': 'application/json',
    'accept-encoding': 'identity',
    'user-agent': 'florin-webhooks',
    ...webhookHeaders({ id, sentAt, body, secrets: opened }),
  };
  return post({ url, headers, body });
}

type OutcomeOfReply = Omit<EndedAttempt, 'delivery' | 'startedAt' | 'durationMs'>;

function outcomeOf(reply: Reply, delivery: DueDelivery, { retrySeconds, warn }: Limits): OutcomeOfReply {
  const { status } = reply;
  const said = {
    responseStatus: status,
    responseExcerpt: status === null ? '' : reply.excerpt,
    isGone: status === 410,
  };
  if (status !== null && status >= 200 && status < 300) {
    return { ...said, failure: null, status: 'delivered', retryMs: null };
  }
  const failure = status === null ? reply.failure : `answered ${status}`;
  const scheduledMs = status === 410 ? undefined : retryDelayMs(retrySeconds, delivery.attemptInSchedule);
  if (scheduledMs === undefined) {
    warn({ delivery: delivery.id, attempts: delivery.attempt, failure }, 'a webhook was not delivered');
    return { ...said, failure, status: 'failed', retryMs: null };
  }
  const requestedMs = status === null ? 0 : retryAfterMs(reply.retryAfter);
  return { ...said, failure, status: 'pending', retryMs: Math.max(scheduledMs, requestedMs) };
}
