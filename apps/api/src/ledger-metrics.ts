import type { Ledger, PostingOptions } from '@florin/ledger';
import type { AccountLocks, AccountLocksOptions } from '@florin/locks';
import { createRateLimitedLog, type Logger, type Metrics } from '@florin/service';

const sizes = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

/** Metrics of the posting queue: size and duration of its batches, and failures. */
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
    'Duration of a unit of work from begin to commit.',
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

/** Counts accounts that are posted without their lock because Redis holds a lock that no process releases. */
export function ignoredLocks(metrics: Metrics, logger: Logger): AccountLocksOptions['onIgnored'] {
  const counter = metrics.counter(
    'florin_lock_ignored_total',
    'Times that an account was posted without its lock because Redis holds a lock that no process releases.',
  );
  return ({ accounts, first }) => {
    counter.inc(accounts);
    if (first.length > 0)
      logger.warn(
        { accounts: first },
        'Redis holds account locks that no process releases: they are ignored',
      );
  };
}

/** Gauges that show whether account locks are taken, or PostgreSQL's row locks are used alone. */
export function lockMetrics(metrics: Metrics, locks: AccountLocks): void {
  metrics.gauge(
    'florin_lock_degraded',
    '1 while Redis has no quorum and no account locks are taken.',
    [],
    (gauge) => gauge.set(locks.status().degraded ? 1 : 0),
  );
  metrics.gauge('florin_lock_nodes_reachable', 'Redis nodes that answer.', [], (gauge) =>
    gauge.set(locks.status().reachable),
  );
}
