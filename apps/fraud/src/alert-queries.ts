import { idFromUuid } from '@florin/database';
import { rfc3339 } from './database-time.ts';
import type { Evidence } from './evidence.ts';
import type { Action, RuleId, Severity } from './rule.ts';

export type AlertState = 'open' | 'confirmed' | 'dismissed';
export type ActionStatus = 'pending' | 'done' | 'failed';

/** An alert as it is listed and published, ids prefixed and times RFC 3339. */
export type AlertView = {
  id: string;
  tenantId: string;
  accountId: string;
  rule: RuleId;
  severity: Severity;
  reason: string;
  evidence: string[];
  /** What those transactions were; null for alerts of the first release, which did not keep it. */
  movements: Evidence[] | null;
  raisedAt: string;
  state: AlertState;
  decision: { note: string | null; at: string; by: string } | null;
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
  action: Action;
  action_status: ActionStatus | null;
  action_attempts: number;
  action_at: string | null;
  action_detail: string | null;
};

/** The columns of `AlertRow`, for a query that calls the table `a`. */
export const alertColumns = `a.id, a.tenant_id, a.account_id, a.rule, a.severity, a.reason, a.evidence,
  a.evidence_movements, a.raised_at, a.state, a.note, a.decided_at, a.decided_by,
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
        : { note: row.note, at: rfc3339(row.decided_at), by: row.decided_by ?? '' },
    action: {
      kind: row.action,
      status: row.action_status,
      attempts: row.action_attempts,
      at: row.action_at === null ? null : rfc3339(row.action_at),
      detail: row.action_detail,
    },
  };
}
