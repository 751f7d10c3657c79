import { randomBytes } from 'node:crypto';
import { idFromUuid, newId, type Database } from '@florin/database';
import { encodeWebhookMessage, webhooksVerification } from '@florin/events';
import { failpoint, type Logger, type Metrics } from '@florin/service';
import { AttemptLoop } from '../attempt-loop.ts';
import { attemptsLost, internalError, isGivenUp, retryAfterMs, retryDelayMs } from '../retry-schedule.ts';
import type { PostWebhook, Reply } from './post-webhook.ts';
import { readLimitBytes } from './post-webhook.ts';
import type { SecretSeal } from './sealed-secrets.ts';
import { sendSigned } from './send-signed.ts';
import {
  claimChallenges,
  isAnyChallengeDue,
  settleChallenges,
  type DueChallenge,
  type EndedChallenge,
} from './verification-store.ts';

export type VerificationOptions = {
  database: Database;
  post: PostWebhook;
  seal: SecretSeal;
  retrySeconds: readonly number[];
  /** A challenge that is not recorded within this time is repeated. Must be longer than any attempt can take. */
  leaseMs: number;
  pollMs: number;
  stopWithinMs: number;
  logger: Logger;
  metrics: Metrics;
};

/** The maximum number of concurrent challenges in this process, in total and to endpoints of one tenant. */
const concurrency = 50;
const perTenant = 5;

/**
 * Starts to challenge endpoints that are pending: each gets a signed webhook with a random text, and is verified when it
 * answers 2xx with that text as `challenge` of a JSON object. The text is new in every attempt and is kept in memory only,
 * so nobody who does not receive the request can know it, and an answer to another challenge is worth nothing.
 */
export function startVerification(options: VerificationOptions): AttemptLoop<DueChallenge, EndedChallenge> {
  const { database, leaseMs } = options;
  const results = options.metrics.counter(
    'florin_webhook_challenges_total',
    'Challenges to webhook endpoints, by the resulting state of the endpoint',
    ['result'],
  );
  const end = (challenge: DueChallenge, at: Date, outcome: Outcome): EndedChallenge => {
    const retryMs =
      outcome.failure === null ? undefined : retryMsOf(challenge, outcome, options.retrySeconds);
    const open = retryMs === undefined ? 'failed' : 'pending';
    const status = outcome.failure === null ? 'verified' : open;
    results.inc({ result: status });
    return { challenge, at, failure: outcome.failure, status, retryMs: retryMs ?? null };
  };
  return new AttemptLoop({
    ...options,
    name: 'verification',
    isAnythingDue: () => isAnyChallengeDue(database),
    claim: (unit, jobs) =>
      claimChallenges(unit, {
        underWay: countByTenant(jobs),
        perTenant,
        limit: concurrency - jobs.size,
        leaseMs,
      }),
    claimLost(unit, jobs, lost) {
      const limit = Math.min(lost.limit, concurrency - jobs.size);
      return claimChallenges(unit, { underWay: countByTenant(jobs), perTenant, limit, leaseMs, lost });
    },
    async attempt(challenge) {
      const at = new Date();
      if (isGivenUp(options.retrySeconds, challenge.attemptInSchedule, challenge.lostAttempts))
        return end(challenge, at, { failure: attemptsLost, retry: false, requestedMs: 0 });
      const text = randomBytes(32).toString('base64url');
      await failpoint('verification.before-sending');
      const reply = await sendSigned(webhookOf(challenge, text, at), at, options);
      await failpoint('verification.after-sending');
      return end(challenge, at, outcomeOf(reply, text));
    },
    failed: (challenge) =>
      end(challenge, new Date(), { failure: internalError, retry: true, requestedMs: 0 }),
    settle: settleChallenges,
  });
}

function countByTenant(jobs: ReadonlySet<DueChallenge>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { tenantId } of jobs) counts.set(tenantId, (counts.get(tenantId) ?? 0) + 1);
  return counts;
}

/** Each challenge has an id of its own: a receiver that ignores ids which it has seen must answer the next one. */
function webhookOf(due: DueChallenge, challenge: string, at: Date) {
  const { url, secrets } = due;
  const id = newId('whc');
  const endpointId = idFromUuid('whe', due.endpointId);
  const tenantId = idFromUuid('tenant', due.tenantId);
  const envelope = { id, endpointId, tenantId, at, more: { challenge } };
  const body = encodeWebhookMessage(webhooksVerification, envelope);
  return { id, url, body, secrets, excerptBytes: readLimitBytes };
}

type Outcome = { failure: null } | { failure: string; retry: boolean; requestedMs: number };

const guide = 'See /docs/guides/webhooks#the-challenge at the address of the bank.';
const remedy = `Then POST /webhook-endpoints/{id}/verify to be challenged at once. ${guide}`;

function outcomeOf(reply: Reply, challenge: string): Outcome {
  const { status } = reply;
  if (status === null) {
    const failure = `${reply.failure}. Make sure that the URL is right and that it can be reached. ${remedy}`;
    return { failure, retry: true, requestedMs: 0 };
  }
  const isSuccess = status >= 200 && status < 300;
  if (isSuccess && challengeOf(reply.excerpt) === challenge) return { failure: null };
  const missing = isSuccess ? ' without the challenge' : '';
  const failure = `answered ${status}${missing}. Answer 200 and {"challenge": "…"} with data.challenge of the request. ${remedy}`;
  return { failure, retry: status !== 410, requestedMs: retryAfterMs(reply.retryAfter) };
}

/** The `challenge` of a JSON object; undefined for everything else. */
function challengeOf(text: string): unknown {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === 'object' && answer !== null && 'challenge' in answer
      ? answer.challenge
      : undefined;
  } catch {
    return undefined;
  }
}

function retryMsOf(
  { attemptInSchedule }: DueChallenge,
  { retry, requestedMs }: Exclude<Outcome, { failure: null }>,
  retrySeconds: readonly number[],
): number | undefined {
  const scheduledMs = retry ? retryDelayMs(retrySeconds, attemptInSchedule) : undefined;
  return scheduledMs === undefined ? undefined : Math.max(scheduledMs, requestedMs);
}
