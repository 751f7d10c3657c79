import { runParameterized, type PurgeStep } from '@florin/database';

/**
 * What removes notifications and webhook deliveries of more than `days` ago. What still waits for an attempt stays
 * however old it is, and so does a delivery with an attempt since then: somebody has asked for it again. That an event
 * was taken in stays known for ever, so nothing that is gone comes back with a replay.
 */
export const purgeSteps = (days: number): readonly PurgeStep[] =>
  [oldDeliveries, oldNotifications].map((sql): PurgeStep => async (unit, limit) => {
    const rows = await runParameterized(unit, sql, [days, limit]);
    return rows.length;
  });

/** Ids are UUIDv7, made by the database: their order is that of their making. Attempts go with their delivery. */
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
