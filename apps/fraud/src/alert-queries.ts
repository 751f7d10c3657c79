import { type UnitOfWork, idFromUuid, idToUuid, runParameterized } from '@florin/database';
import { rfc3339 } from './database-time.ts';
import type { actorView } from '@florin/rules';
import type { Evidence } from './alert.ts';
import type { Action, RuleId, Severity } from './rule.ts';

type AlertState = 'open' | 'confirmed' | 'dismissed';
export type ActionStatus = 'pending' | 'done' | 'failed';

/** Null for decisions that name nobody. */
type DecidingActor = ReturnType<typeof actorView> | null;

/** An alert as it is listed and published. Ids are prefixed, times are RFC 3339. */
export type AlertView = {
  id: string;
  tenantId: string;
  accountId: string;
  rule: RuleId;
  severity: Severity;
  reason: string;
  evidence: string[];
  /** The movements of these transactions; null for alerts of the first release, which did not store them. */
  movements: Evidence[] | null;
  raisedAt: string;
  state: AlertState;
  decision: { note: string | null; at: string; by: string; actor: DecidingActor } | null;
  action: {
    kind: Action;
    status: ActionStatus | null;
    attempts: number;
    at: string | null;
    detail: string | null;
  };
};

export type AlertRow = {
  id: string;
  tenant_id: string;
  account_id: string;
  rule: RuleId;
  severity: Severity;
  reason: string;
  evidence: string[];
  evidence_movements: Evidence[] | null;
  raised_at: string;
  state: AlertState;
  note: string | null;
  decided_at: string | null;
  decided_by: string | null;
  decision_actor: DecidingActor;
  action: Action;
  action_status: ActionStatus | null;
  action_attempts: number;
  action_at: string | null;
  action_detail: string | null;
};

/** The columns of `AlertRow`, for a query that calls the table `a`. */
export const alertColumns = `a.id, a.tenant_id, a.account_id, a.rule, a.severity, a.reason, a.evidence,
  a.evidence_movements, a.raised_at, a.state, a.note, a.decided_at, a.decided_by,
  (select c.actor from fraud.alert_changes c where c.alert_id = a.id order by c.changed_at desc limit 1) as decision_actor,
  a.action, a.action_status, a.action_attempts, a.action_at, a.action_detail`;

export function toAlertView(row: AlertRow): AlertView {
  return {
    id: idFromUuid('alrt', row.id),
    tenantId: idFromUuid('tenant', row.tenant_id),
    accountId: idFromUuid('acct', row.account_id),
    rule: row.rule,
    severity: row.severity,
    reason: row.reason,
    evidence: row.evidence.map((each) => idFromUuid('txn', each)),
    movements: row.evidence_movements,
    raisedAt: rfc3339(row.raised_at),
    state: row.state,
    decision:
      row.decided_at === null
        ? null
        : {
            ...{ note: row.note, at: rfc3339(row.decided_at), by: row.decided_by ?? '' },
            actor: row.decision_actor,
          },
    action: {
      kind: row.action,
      status: row.action_status,
      attempts: row.action_attempts,
      at: row.action_at === null ? null : rfc3339(row.action_at),
      detail: row.action_detail,
    },
  };
}

/** A filter of alerts. Ids are prefixed, times are RFC 3339. */
export type AlertFilter = {
  tenantId: string;
  accountId?: string | undefined;
  rule?: string | undefined;
  state?: AlertState | undefined;
  severity?: string | undefined;
  raisedFrom?: string | undefined;
  raisedTo?: string | undefined;
  /** The last alert of the previous page. */
  after?: { raisedAt: string; id: string } | undefined;
  limit: number;
};

/** Lists one tenant's alerts, newest first. */
export async function listAlerts(unit: UnitOfWork, filter: AlertFilter): Promise<AlertView[]> {
  const values: unknown[] = [];
  const conditions: string[] = [];
  const given = (condition: (place: string) => string, value: unknown) => {
    if (value !== undefined) conditions.push(condition(`$${values.push(value)}`));
  };
  given((place) => `a.tenant_id = ${place}`, idToUuid(filter.tenantId));
  given((place) => `a.account_id = ${place}`, filter.accountId && idToUuid(filter.accountId));
  given((place) => `a.rule = ${place}`, filter.rule);
  given((place) => `a.state = ${place}`, filter.state);
  given((place) => `a.severity = ${place}`, filter.severity);
  given((place) => `a.raised_at >= ${place}`, filter.raisedFrom);
  given((place) => `a.raised_at < ${place}`, filter.raisedTo);
  if (filter.after) {
    const at = values.push(filter.after.raisedAt);
    const id = values.push(idToUuid(filter.after.id));
    conditions.push(`(a.raised_at, a.id) < ($${at}::timestamptz, $${id}::uuid)`);
  }
  const rows = await runParameterized<AlertRow>(
    unit,
    `select ${alertColumns} from fraud.alerts a where ${conditions.join(' and ')}
      order by a.raised_at desc, a.id desc limit $${values.push(filter.limit)}`,
    values,
  );
  return rows.map(toAlertView);
}

/** Finds one tenant's alert; undefined if there is none with this id. */
export async function findAlert(
  unit: UnitOfWork,
  { tenantId, id }: { tenantId: string; id: string },
): Promise<AlertView | undefined> {
  const [row] = await runParameterized<AlertRow>(
    unit,
    `select ${alertColumns} from fraud.alerts a where a.id = $1 and a.tenant_id = $2`,
    [idToUuid(id), idToUuid(tenantId)],
  );
  return row && toAlertView(row);
}
