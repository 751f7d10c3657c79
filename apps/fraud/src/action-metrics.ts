import type { Database } from '@florin/database';
import type { Logger, Metrics } from '@florin/service';
import { readPendingActions } from './action-store.ts';

/** What an operator looks at first; counted when the metrics are read. */
export function showActionMetrics(database: Database, metrics: Metrics, logger: Logger): void {
  function show(name: string, help: string, value: 'count' | 'oldestAgeSeconds') {
    metrics.gauge(name, help, [], async (gauge) => {
      try {
        gauge.set((await database.read(readPendingActions))[value]);
      } catch (error) {
        // The other metrics must stay readable while the database is away, above all then.
        logger.debug({ err: error }, 'the actions cannot be counted');
        gauge.remove();
      }
    });
  }
  show('florin_fraud_actions_pending', 'Alerts that wait for their action', 'count');
  show(
    'florin_fraud_action_oldest_age_seconds',
    'How long the oldest action that is not done has been tried',
    'oldestAgeSeconds',
  );
}
