import { idFromUuid, idToUuid, runParameterized, type UnitOfWork } from '@florin/database';
import type { ChannelName } from './channel.ts';
import type { NotificationKind } from './messages.ts';
import type { Notification } from './notification.ts';

/**
 * Stores a batch of notifications with one statement. Each is due at once by its channel, except for the channel `log`:
 * the caller delivers those itself, so they are stored as delivered, without their event's data.
 */
export async function recordNotifications(
  unit: UnitOfWork,
  notifications: readonly (Notification & { channel: ChannelName })[],
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
      notifications.map(({ id }) => id),
      notifications.map(({ tenantId }) => tenantId),
      notifications.map(({ accountId }) => accountId),
      notifications.map(({ eventId }) => eventId),
      notifications.map(({ kind }) => kind),
      notifications.map(({ title }) => title),
      notifications.map(({ body }) => body),
      notifications.map(({ createdAt }) => createdAt),
      notifications.map(({ channel, eventData }) => (channel === 'log' ? null : JSON.stringify(eventData))),
      notifications.map(({ channel }) => channel),
      notifications.map(({ language }) => language),
    ],
  );
}

type NotificationStatus = 'pending' | 'delivered' | 'failed';

/** A notification as it is listed. Ids are prefixed, times are RFC 3339. */
export type NotificationView = {
  id: string;
  accountId: string;
  kind: NotificationKind;
  title: string;
  body: string;
  eventId: string;
  status: NotificationStatus;
  channel: ChannelName;
  attempts: number;
  createdAt: string;
  deliveredAt: string | null;
};

type ListedRow = {
  id: string;
  account_id: string;
  kind: NotificationKind;
  title: string;
  body: string;
  event_id: string;
  status: NotificationStatus;
  channel: ChannelName;
  attempts: number;
  created_at_ms: string;
  delivered_at_ms: string | null;
};

export type NotificationFilter = {
  tenantId: string;
  accountId?: string | undefined;
  kind?: string | undefined;
  status?: string | undefined;
  /** The last notification of the previous page. */
  after?: { createdAt: string; id: string } | undefined;
  limit: number;
};

/** Lists one tenant's notifications, newest first. Ids in the filter are prefixed. */
export async function listNotifications(
  unit: UnitOfWork,
  filter: NotificationFilter,
): Promise<NotificationView[]> {
  const values: unknown[] = [idToUuid(filter.tenantId)];
  const conditions = ['tenant_id = $1'];
  const only = (column: string, value: string | undefined) => {
    if (value !== undefined) conditions.push(`${column} = $${values.push(value)}`);
  };
  only('account_id', filter.accountId && idToUuid(filter.accountId));
  only('kind', filter.kind);
  only('status', filter.status);
  if (filter.after) {
    const at = values.push(filter.after.createdAt);
    const id = values.push(idToUuid(filter.after.id));
    conditions.push(`(created_at, id) < ($${at}::timestamptz, $${id}::uuid)`);
  }
  const rows = await runParameterized<ListedRow>(
    unit,
    `select id, account_id, kind, title, body, event_id, status, channel, attempts,
            (extract(epoch from created_at) * 1000)::bigint as created_at_ms,
            (extract(epoch from delivered_at) * 1000)::bigint as delivered_at_ms
       from notifications.notifications where ${conditions.join(' and ')}
      order by created_at desc, id desc limit $${values.push(filter.limit)}`,
    values,
  );
  return rows.map(toView);
}

function toView({
  id,
  account_id,
  event_id,
  created_at_ms,
  delivered_at_ms,
  ...row
}: ListedRow): NotificationView {
  return {
    ...row,
    id: idFromUuid('ntf', id),
    accountId: idFromUuid('acct', account_id),
    eventId: event_id,
    createdAt: new Date(Number(created_at_ms)).toISOString(),
    deliveredAt: delivered_at_ms === null ? null : new Date(Number(delivered_at_ms)).toISOString(),
  };
}
