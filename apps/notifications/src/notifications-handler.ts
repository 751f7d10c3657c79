import type { Database } from '@florin/database';
import { createListCursors, type Handler } from '@florin/http';
import { listNotifications, type NotificationView } from './notification-store.ts';

/** GET /notifications: lists one tenant's notifications, newest first. */
export function notificationsHandler(
  database: Database,
  cursorSecrets: readonly string[],
): Handler<'listNotifications'> {
  const cursors = createListCursors('listNotifications', cursorSecrets);
  return async (request) => {
    const { account_id: accountId, kind, status, limit } = request.query;
    const [createdAt, id] = cursors.open(request) ?? [];
    const after = createdAt !== undefined && id !== undefined ? { createdAt, id } : undefined;
    const { tenantId } = request.principal;
    const found = await database
      .of(tenantId)
      .read((unit) =>
        listNotifications(unit, { tenantId, accountId, kind, status, after, limit: limit + 1 }),
      );
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    const nextCursor = last ? cursors.seal([last.createdAt, last.id], request) : null;
    return { body: { data: page.map(toAnswer), has_more: last !== undefined, next_cursor: nextCursor } };
  };
}

function toAnswer({ accountId, eventId, createdAt, deliveredAt, ...view }: NotificationView) {
  return {
    ...view,
    account_id: accountId,
    event_id: eventId,
    created_at: createdAt,
    delivered_at: deliveredAt,
  };
}
