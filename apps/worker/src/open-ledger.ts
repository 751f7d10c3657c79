import type { Database } from '@florin/database';
import { Ledger, postingMetrics, showPostingQueue } from '@florin/ledger';
import { createAccountLocks, redisOf, type RedisSettings } from '@florin/locks';
import { createRateLimitedLog, failpoint, type ServiceContext } from '@florin/service';

/** Jobs post in pages of a hundred; a posting that waits too long for a busy account is found again by the next run. */
const posting = { batchSizeMax: 100, batchesInFlightMax: 2, waitingMax: 1_000, answerWithinMs: 10_000 };

/** Opens the ledger for the jobs, with the same queue, locks and rows as the API. Redis may be unavailable. */
export async function openLedger(
  context: ServiceContext<RedisSettings & { LOCK_TTL_MS: number; LOCK_ANSWER_MS: number }>,
  database: Database,
): Promise<Ledger> {
  const { config, logger, metrics, onStop, onReadinessCheck, onDependencyCheck } = context;
  const ignored = metrics.counter(
    'florin_lock_ignored_total',
    'Times that an account was posted without its lock because Redis holds a lock that no process releases.',
  );
  const warn = createRateLimitedLog(logger, 'warn');
  const redis = redisOf(config);
  const locks = createAccountLocks({
    ...redis,
    ttlMs: config.LOCK_TTL_MS,
    answerLimitMs: config.LOCK_ANSWER_MS,
    onIgnored: ({ accounts }) => ignored.inc(accounts),
    onStateChange: (status) =>
      logger.warn(status, 'the reachable Redis nodes of the account locks have changed'),
    onError: (err) => warn({ err }, 'an account lock was lost or unreachable'),
  });
  onStop('locks', () => locks.close());
  onReadinessCheck('locks', async () => ({ ...locks.check(), required: false }));
  if (redis.urls.length > 0) onDependencyCheck('redis', () => !locks.status().degraded);
  else logger.info('REDIS_URLS is not set: account locks are off, and PostgreSQL row locks alone decide');
  await locks.ready();
  const ledger = new Ledger({
    database,
    locks,
    ...posting,
    ...postingMetrics(metrics, logger),
    failpoint,
  });
  showPostingQueue(metrics, ledger);
  return ledger;
}
