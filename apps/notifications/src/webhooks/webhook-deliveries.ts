import type { Database } from '@florin/database';
import {
  createRateLimitedLog,
  failpoint,
  startSpan,
  traceFields,
  type Logger,
  type Metrics,
  type RateLimitedLog,
} from '@florin/service';
import { AttemptLoop } from '../attempt-loop.ts';
import { attemptsLost, internalError, isGivenUp, retryAfterMs, retryDelayMs } from '../retry-schedule.ts';
import {
  claimDeliveries,
  claimLostDeliveries,
  isAnyDeliveryDue,
  type DueDelivery,
} from './due-deliveries.ts';
import type { PostWebhook, Reply } from './post-webhook.ts';
import type { SecretSeal } from './sealed-secrets.ts';
import { sendSigned } from './send-signed.ts';
import { settleAttempts, type EndedAttempt } from './settle-deliveries.ts';

export type WebhookDeliveriesOptions = {
  database: Database;
  post: PostWebhook;
  seal: SecretSeal;
  retrySeconds: readonly number[];
  /** An attempt that is not recorded within this time is repeated. Must be longer than any attempt can take. */
  leaseMs: number;
  /** An endpoint without any success for this long is disabled by its next failure. */
  disableAfterMs: number;
  /** The maximum number of concurrent attempts in this process, in total and for one endpoint. */
  concurrency: number;
  perEndpoint: number;
  pollMs: number;
  stopWithinMs: number;
  logger: Logger;
  metrics: Metrics;
};

/** One attempt at a time is enough to find out whether a failing endpoint works again. */
const perFailingEndpoint = 1;

/**
 * Starts to send due deliveries to the endpoints of third parties. A failing endpoint gets one attempt at a time until it
 * succeeds again, and all failing endpoints together get at most half of the concurrency, so they do not delay the others.
 */
export function startWebhookDeliveries(
  options: WebhookDeliveriesOptions,
): AttemptLoop<DueDelivery, EndedAttempt> {
  const { database, leaseMs, concurrency, perEndpoint, disableAfterMs, logger } = options;
  const limits: Limits = { ...options, warn: createRateLimitedLog(logger, 'warn') };
  const attempts = options.metrics.counter(
    'florin_webhook_attempts_total',
    'Attempts to deliver an event to an endpoint, by the resulting state of the delivery',
    ['result'],
  );
  const seconds = options.metrics.histogram(
    'florin_webhook_attempt_seconds',
    'Duration of an attempt to deliver an event to an endpoint, whatever came of it',
  );
  return new AttemptLoop({
    ...options,
    name: 'webhook',
    isAnythingDue: () => isAnyDeliveryDue(database),
    async claim(unit, jobs) {
      const underWay = countByEndpoint(jobs);
      const free = concurrency - jobs.size;
      const healthy = { underWay, perEndpoint, failing: false, limit: free, leaseMs };
      const due = await claimDeliveries(unit, healthy);
      const limit = Math.min(free - due.length, freeForFailing(concurrency, jobs));
      const failing = { underWay, perEndpoint: perFailingEndpoint, failing: true, limit, leaseMs };
      return [...due, ...(await claimDeliveries(unit, failing))];
    },
    async claimLost(unit, jobs, lost) {
      const limit = Math.min(lost.limit, concurrency - jobs.size, freeForFailing(concurrency, jobs));
      return claimLostDeliveries(unit, { ...lost, underWay: countByEndpoint(jobs), limit, leaseMs });
    },
    async attempt(delivery) {
      const span = delivery.traceparent && startSpan('webhook attempt', spanOf(delivery));
      const ended = await attempt(delivery, limits);
      if (span) span.end({ attributes: resultOf(ended), failed: ended.status !== 'delivered' });
      attempts.inc({ result: ended.status });
      seconds.observe(ended.durationMs / 1_000);
      return ended;
    },
    failed(delivery) {
      const outcome = outcomeOf({ status: null, failure: internalError }, delivery, limits);
      attempts.inc({ result: outcome.status });
      return { delivery, startedAt: new Date(), durationMs: 0, ...outcome };
    },
    settle: (unit, ended) => settleAttempts(unit, ended, { disableAfterMs }),
  });
}

/** How many attempts may be added to failing endpoints and at lost deliveries: they get half of the concurrency. */
function freeForFailing(concurrency: number, jobs: ReadonlySet<DueDelivery>): number {
  const used = [...jobs].filter(({ isFailing, lostAttempts }) => isFailing || lostAttempts > 0).length;
  return Math.floor(concurrency / 2) - used;
}

function countByEndpoint(jobs: ReadonlySet<DueDelivery>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { endpointId } of jobs) counts.set(endpointId, (counts.get(endpointId) ?? 0) + 1);
  return counts;
}

const spanOf = ({ id, attempt: number, traceparent }: DueDelivery) => ({
  kind: 'client' as const,
  parent: traceparent,
  attributes: { 'florin.delivery_id': id, 'florin.attempt': number },
});

const resultOf = ({ status, responseStatus }: EndedAttempt) => ({
  'florin.result': status,
  ...(responseStatus === null ? {} : { 'http.response.status_code': responseStatus }),
});

type Limits = Pick<WebhookDeliveriesOptions, 'retrySeconds' | 'seal' | 'post'> & { warn: RateLimitedLog };

async function attempt(delivery: DueDelivery, options: Limits): Promise<EndedAttempt> {
  const startedAt = new Date();
  const begin = performance.now();
  if (isGivenUp(options.retrySeconds, delivery.attemptInSchedule, delivery.lostAttempts)) {
    const outcome = outcomeOf({ status: null, failure: attemptsLost }, delivery, options);
    return { delivery, startedAt, durationMs: 0, ...outcome };
  }
  await failpoint('webhook.before-sending');
  const reply = await sendSigned(delivery, startedAt, options);
  await failpoint('webhook.after-sending');
  const durationMs = Math.round(performance.now() - begin);
  return { delivery, startedAt, durationMs, ...outcomeOf(reply, delivery, options) };
}

type OutcomeOfReply = Omit<EndedAttempt, 'delivery' | 'startedAt' | 'durationMs'>;

function outcomeOf(reply: Reply, delivery: DueDelivery, { retrySeconds, warn }: Limits): OutcomeOfReply {
  const { status } = reply;
  const response = {
    responseStatus: status,
    responseExcerpt: status === null ? '' : reply.excerpt,
    isGone: status === 410,
  };
  if (status !== null && status >= 200 && status < 300) {
    return { ...response, failure: null, status: 'delivered', retryMs: null };
  }
  const failure = status === null ? reply.failure : `answered ${status}`;
  const scheduledMs = status === 410 ? undefined : retryDelayMs(retrySeconds, delivery.attemptInSchedule);
  if (scheduledMs === undefined) {
    const { id, attempt: attempts, traceparent } = delivery;
    warn({ delivery: id, attempts, failure, ...traceFields(traceparent) }, 'a webhook was not delivered');
    return { ...response, failure, status: 'failed', retryMs: null };
  }
  const requestedMs = status === null ? 0 : retryAfterMs(reply.retryAfter);
  return { ...response, failure, status: 'pending', retryMs: Math.max(scheduledMs, requestedMs) };
}
