import { runParameterized, type PurgeStep } from '@florin/database';

/**
 * Removes notifications and webhook deliveries that are older than `days`. Pending ones stay at any age, and so does a
 * delivery with a newer attempt, which was requested again. The ids of processed events are kept for ever, so a replay
 * of the log does not bring back what was removed.
 */
export const purgeSteps = (days: number): readonly PurgeStep[] =>
  [oldDeliveries, oldNotifications].map((sql): PurgeStep => async (unit, limit) => {
    const rows = await runParameterized(unit, sql, [days, limit]);
    return rows.length;
  });

/** Ids are UUIDv7, so they sort by creation time. Attempts are deleted with their delivery. */
const oldDeliveries = `
  delete from notifications.webhook_deliveries
   where id = any (array(
     select d.id from notifications.webhook_deliveries d
      where d.id < uuidv7(make_interval(days => -$1::integer)) and d.status <> 'pending'
        and not exists (select 1 from notifications.webhook_attempts a
                         where a.delivery_id = d.id and a.started_at >= now() - make_interval(days => $1::integer))
      order by d.id limit $2 for update skip locked))
  returning 1 as purged`;

const oldNotifications = `
  delete from notifications.notifications
   where ctid = any (array(
     select ctid from notifications.notifications
      where recorded_at < now() - make_interval(days => $1::integer) and status <> 'pending'
      limit $2 for update skip locked))
  returning 1 as purged`;
