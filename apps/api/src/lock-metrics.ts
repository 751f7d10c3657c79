import type { AccountLocks, AccountLocksOptions } from '@florin/locks';
import type { Logger, Metrics } from '@florin/service';

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
