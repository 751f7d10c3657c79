import { readOneRow, runParameterized, type Database, type UnitOfWork } from '@florin/database';
import type { Logger, Metrics } from '@florin/service';

/** Gauges of due deliveries and disabled endpoints, queried when the metrics are read. */
export function showWebhookMetrics(database: Database, metrics: Metrics, logger: Logger): void {
  async function show<T>(count: (unit: UnitOfWork) => Promise<T>, set: (counted: T) => void) {
    try {
      set(await database.read(count));
    } catch (error) {
      // The other metrics must stay readable while the database is unavailable.
      logger.debug({ err: error }, 'the webhooks cannot be counted');
    }
  }
  metrics.gauge(
    'florin_webhook_oldest_due_age_seconds',
    'How long the oldest delivery to an enabled and verified endpoint has been due',
    [],
    (gauge) => {
      gauge.remove();
      return show(oldestDueSeconds, (seconds) => gauge.set(seconds));
    },
  );
  metrics.gauge(
    'florin_webhook_endpoints_disabled',
    'Webhook endpoints that are disabled, by reason',
    ['reason'],
    (gauge) => {
      gauge.reset();
      return show(countDisabled, (counts) => {
        for (const { reason, count } of counts) gauge.set({ reason }, count);
      });
    },
  );
}

async function oldestDueSeconds(unit: UnitOfWork): Promise<number> {
  const row = await readOneRow<{ seconds: number }>(
    unit,
    `select coalesce(extract(epoch from now() - min(due.at)), 0)::float as seconds
       from notifications.webhook_endpoints e
      cross join lateral (
        select next_attempt_at as at from notifications.webhook_deliveries
         where endpoint_id = e.id and status = 'pending' and next_attempt_at <= now()
         order by next_attempt_at limit 1) as due
      where e.enabled and e.deleted_at is null and e.verification = 'verified'`,
    [],
  );
  return row.seconds;
}

function countDisabled(unit: UnitOfWork): Promise<{ reason: string; count: number }[]> {
  return runParameterized(
    unit,
    `select reason, count(e.id)::integer as count
       from unnest(array['by_request', 'gone', 'failing']) as r (reason)
       left join notifications.webhook_endpoints e on e.disabled_reason = reason and e.deleted_at is null
      group by reason`,
    [],
  );
}
