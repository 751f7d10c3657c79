import { runParameterized } from '@florin/database';
import { encodeEvent, fraudAlerts, type EncodedEvent } from '@florin/events';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { alertColumns, toAlertView, type AlertRow, type AlertView } from './alert-view.ts';

/** What the relay reads: alerts that fraud.alerts has not carried yet, in the order they were raised in. */
export const alertOutbox = {
  async take(em: SqlEntityManager, limit: number): Promise<{ id: string; messages: EncodedEvent[] }[]> {
    const rows = await runParameterized<AlertRow & { outbox_id: string }>(
      em,
      `select o.id as outbox_id, ${alertColumns}
         from fraud.outbox o join fraud.alerts a on a.id = o.alert_id order by o.id limit $1`,
      [limit],
    );
    return rows.map((row) => ({ id: row.outbox_id, messages: [toEvent(toAlertView(row))] }));
  },

  async markPublished(em: SqlEntityManager, ids: readonly string[]): Promise<void> {
    await runParameterized(em, 'delete from fraud.outbox where id = any ($1::bigint[])', [ids]);
  },
};

/** The event's id follows from the alert's, so that a second publication is known as such. */
function toEvent(alert: AlertView): EncodedEvent {
  return encodeEvent(fraudAlerts, {
    id: `${alert.id}:raised`,
    tenantId: alert.tenantId,
    accountId: alert.accountId,
    time: alert.raisedAt,
    data: {
      alert_id: alert.id,
      tenant_id: alert.tenantId,
      account_id: alert.accountId,
      rule: alert.rule,
      severity: alert.severity,
      reason: alert.reason,
      evidence: alert.evidence,
      raised_at: alert.raisedAt,
    },
  });
}
