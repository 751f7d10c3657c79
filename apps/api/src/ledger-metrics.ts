import type { Ledger, PostingOptions } from '@florin/ledger';
import type { AccountLocks, AccountLocksOptions } from '@florin/locks';
import { createRateLimitedLog, type Logger, type Metrics } from '@florin/service';

const sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** What the posting queue tells an operator: how big and how slow its batches are, and how often one fails. */
export function postingMetrics(
  metrics: Metrics,
  logger: Logger,
): Pick<PostingOptions, 'onBatch' | 'onFailure'> {
  const batchSize = metrics.histogram(
    'florin_posting_batch_size',
    'Requests that shared one commit.',
    [],
    sizes,
  );
  const batchSeconds = metrics.histogram(
    'florin_posting_batch_seconds',
    'Unit of work, begin to commit.',
    [],
    seconds,
  );
  const failures = metrics.counter(
    'florin_posting_failures_total',
    'Units of work that failed for a technical reason.',
  );
  const warn = createRateLimitedLog(logger, 'warn');
  return {
    onBatch(size, durationMs) {
      batchSize.observe(size);
      batchSeconds.observe(durationMs / 1000);
    },
    onFailure(err, size) {
      failures.inc();
      warn({ err, size }, 'a unit of work failed');
    },
  };
}

export function waitingMetric(metrics: Metrics, ledger: Ledger): void {
  metrics.gauge('florin_posting_waiting', 'Requests in the posting queue and its batches.', [], (gauge) =>
    gauge.set(ledger.waiting),
  );
}

/** Counts accounts that are posted without their lock because Redis holds a key in its place that nobody releases. */
export function ignoredLocks(metrics: Metrics, logger: Logger): AccountLocksOptions['onIgnored'] {
  const counter = metrics.counter(
    'florin_lock_ignored_total',
    'Times that an account was posted without its lock: a key that nobody releases stands in its place.',
  );
  return ({ accounts, first }) => {
    counter.inc(accounts);
    if (first.length > 0)
      logger.warn({ accounts: first }, 'Redis holds account locks that nobody releases: they are ignored');
  };
}

/** Whether the account locks are taken, or PostgreSQL's row locks stand alone. */
export function lockMetrics(metrics: Metrics, locks: AccountLocks): void {
  metrics.gauge(
    'florin_lock_degraded',
    '1 while Redis has no quorum and accounts go unlocked.',
    [],
    (gauge) => gauge.set(locks.status().degraded ? 1 : 0),
  );
  metrics.gauge('florin_lock_nodes_reachable', 'Redis nodes that answer.', [], (gauge) =>
    gauge.set(locks.status().reachable),
  );
}
