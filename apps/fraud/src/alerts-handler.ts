import type { Database } from '@florin/database';
import { createListCursors, type Handler } from '@florin/http';
import type { AlertView } from './alert-view.ts';
import { listAlerts } from './list-alerts.ts';

/** GET /fraud/alerts: one tenant's alerts, the newest first. */
export function alertsHandler(database: Database, cursorSecret: string): Handler<'listFraudAlerts'> {
  const cursors = createListCursors('listFraudAlerts', cursorSecret);
  return async (request) => {
    const { account_id: accountId, rule, limit } = request.query;
    const [raisedAt, id] = cursors.open(request) ?? [];
    const after = raisedAt !== undefined && id !== undefined ? { raisedAt, id } : undefined;
    const { tenantId } = request.principal;
    const found = await database.read((em) =>
      listAlerts(em, { tenantId, accountId, rule, after, limit: limit + 1 }),
    );
    const page = found.slice(0, limit);
    const last = found.length > limit ? page.at(-1) : undefined;
    const nextCursor = last ? cursors.seal([last.raisedAt, last.id], request) : null;
    return { body: { data: page.map(toAnswer), has_more: last !== undefined, next_cursor: nextCursor } };
  };
}

function toAnswer({ id, accountId, rule, severity, reason, evidence, raisedAt }: AlertView) {
  return {
    id,
    account_id: accountId,
    rule,
    severity,
    reason,
    transaction_ids: evidence,
    raised_at: raisedAt,
  };
}
