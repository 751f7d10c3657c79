import type { Database } from '@florin/database';
import type { Logger, Metrics } from '@florin/service';
import { readPendingActions } from './action-store.ts';

/** What an operator looks at first; counted when the metrics are read. */
export function showActionMetrics(database: Database, metrics: Metrics, logger: Logger): void {
  const age = metrics.gauge(
    'florin_fraud_action_oldest_age_seconds',
    'How long ago the first attempt was of the oldest action that is not done yet',
  );
  metrics.gauge('florin_fraud_actions_pending', 'Alerts that wait for their action', [], async (gauge) => {
    try {
      const pending = await database.read(readPendingActions);
      gauge.set(pending.count);
      age.set(pending.oldestAgeSeconds);
    } catch (error) {
      // The other metrics must stay readable while the database is away, above all then.
      logger.debug({ err: error }, 'the actions cannot be counted');
      gauge.remove();
      age.remove();
    }
  });
}
