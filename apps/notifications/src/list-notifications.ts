import { idFromUuid, idToUuid, runParameterized, type UnitOfWork } from '@florin/database';
import type { Way } from './channel.ts';
import type { NotificationKind } from './messages.ts';

type NotificationStatus = 'pending' | 'delivered' | 'failed';

/** A notification as it is listed: ids prefixed, times RFC 3339. */
export type NotificationView = {
  id: string;
  accountId: string;
  kind: NotificationKind;
  title: string;
  body: string;
  eventId: string;
  status: NotificationStatus;
  channel: Way;
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
  channel: Way;
  attempts: number;
  created_at_ms: string;
  delivered_at_ms: string | null;
};

export type NotificationFilter = {
  tenantId: string;
  accountId?: string | undefined;
  kind?: string | undefined;
  status?: string | undefined;
  /** Where the page before ended. */
  after?: { createdAt: string; id: string } | undefined;
  limit: number;
};

/** One tenant's notifications, the newest first. Ids in the filter are prefixed. */
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
