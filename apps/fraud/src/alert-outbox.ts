import { readOneRow, runParameterized, type UnitOfWork } from '@florin/database';
import { encodeEvent, fraudAlerts, type EncodedEvent } from '@florin/events';
import { rfc3339 } from './database-time.ts';
import { alertColumns, toAlertView, type AlertRow, type AlertView } from './alert-queries.ts';

/** A change of an alert, with its state after the change. */
type AlertChange = {
  change: string;
  changed_at: string | null;
  then_state: string;
  then_action_status: string | null;
};

/** The outbox that the relay reads: changes of alerts that are not yet published to fraud.alerts, in their order. */
export const alertOutbox = {
  anything: 'select id from fraud.outbox order by id limit 1',

  async take(unit: UnitOfWork, limit: number): Promise<{ id: string; messages: EncodedEvent[] }[]> {
    const rows = await runParameterized<AlertRow & AlertChange & { outbox_id: string }>(
      unit,
      `select o.id as outbox_id, o.change, o.changed_at, o.state as then_state,
              o.action_status as then_action_status, ${alertColumns}
         from fraud.outbox o join fraud.alerts a on a.id = o.alert_id order by o.id limit $1`,
      [limit],
    );
    return rows.map((row) => ({ id: row.outbox_id, messages: [toEvent(toAlertView(row), row)] }));
  },

  async markPublished(unit: UnitOfWork, ids: readonly string[]): Promise<void> {
    await runParameterized(unit, 'delete from fraud.outbox where id = any ($1::bigint[])', [ids]);
  },

  /** Measures age by the time of recording: an alert's own time is that of its movement, which may be long ago. */
  async backlog(unit: UnitOfWork): Promise<{ rows: number; oldestAgeSeconds: number }> {
    const backlog = await readOneRow<{ rows: number; oldestAgeSeconds: number }>(
      unit,
      `select (select count(*) from fraud.outbox)::integer as rows,
              coalesce((select extract(epoch from now() - case o.change when 'raised' then a.recorded_at else o.changed_at end)
                          from fraud.outbox o join fraud.alerts a on a.id = o.alert_id
                         order by o.id limit 1), 0)::float as "oldestAgeSeconds"`,
      [],
    );
    return backlog;
  },
};

/** In events an actor is named by ids alone: an address is personal data. */
function withoutAddress(actor: NonNullable<AlertView['decision']>['actor']) {
  if (actor === null) return null;
  const { address: _, ...ids } = actor;
  return ids;
}

/** The event's id is derived from the alert's id, so that consumers recognize a second publication. */
function toEvent(alert: AlertView, { change, changed_at, ...then }: AlertChange): EncodedEvent {
  const time = changed_at === null ? alert.raisedAt : rfc3339(changed_at);
  return encodeEvent(fraudAlerts, {
    id: `${alert.id}:${change}`,
    tenantId: alert.tenantId,
    accountId: alert.accountId,
    time,
    data: {
      alert_id: alert.id,
      tenant_id: alert.tenantId,
      account_id: alert.accountId,
      rule: alert.rule,
      severity: alert.severity,
      reason: alert.reason,
      evidence: alert.evidence,
      raised_at: alert.raisedAt,
      change,
      changed_at: time,
      state: then.then_state,
      action: alert.action.kind,
      action_status: then.then_action_status,
      ...(alert.decision && change === alert.state && { actor: withoutAddress(alert.decision.actor) }),
    },
  });
}
