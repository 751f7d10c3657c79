import { runParameterized, type UnitOfWork } from '@florin/database';
import type { Way } from './channel.ts';
import type { Notification } from './notification.ts';

/**
 * Stores a batch of notifications with one statement. They are due at once, each by its channel, but for those that the
 * caller tells by the log before it commits: these are delivered, and their event's data are nothing to keep.
 */
export async function recordNotifications(
  unit: UnitOfWork,
  notifications: readonly (Notification & { channel: Way })[],
): Promise<void> {
  if (notifications.length === 0) return;
  await runParameterized(
    unit,
    `insert into notifications.notifications
       (id, tenant_id, account_id, event_id, kind, title, body, created_at, event_data, channel, language,
        status, attempts, next_attempt_at, delivered_at)
     select id, tenant_id, account_id, event_id, kind, title, body, created_at, event_data, channel, language,
            case channel when 'log' then 'delivered' else 'pending' end, case channel when 'log' then 1 else 0 end,
            case channel when 'log' then null else now() end, case channel when 'log' then now() end
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[],
                   $8::timestamptz[], $9::jsonb[], $10::text[], $11::text[])
         as n (id, tenant_id, account_id, event_id, kind, title, body, created_at, event_data, channel, language)
         on conflict (id) do nothing`,
    [
      notifications.map((each) => each.id),
      notifications.map((each) => each.tenantId),
      notifications.map((each) => each.accountId),
      notifications.map((each) => each.eventId),
      notifications.map((each) => each.kind),
      notifications.map((each) => each.title),
      notifications.map((each) => each.body),
      notifications.map((each) => each.createdAt),
      notifications.map((each) => (each.channel === 'log' ? null : JSON.stringify(each.eventData))),
      notifications.map((each) => each.channel),
      notifications.map((each) => each.language),
    ],
  );
}
