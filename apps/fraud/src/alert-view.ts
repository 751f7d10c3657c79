import { idFromUuid } from '@florin/database';
import type { Alert } from './alert.ts';
import type { RuleName } from './rule.ts';

/** An alert as it is listed and published, ids prefixed and times RFC 3339. */
export type AlertView = {
  id: string;
  tenantId: string;
  accountId: string;
  rule: RuleName;
  severity: Alert['severity'];
  reason: string;
  evidence: string[];
  raisedAt: string;
};

export type AlertRow = {
  id: string;
  tenant_id: string;
  account_id: string;
  rule: RuleName;
  severity: Alert['severity'];
  reason: string;
  evidence: string[];
  raised_at_ms: string;
};

/** The columns of `AlertRow`, for a query that calls the table `a`. */
export const alertColumns = `a.id, a.tenant_id, a.account_id, a.rule, a.severity, a.reason, a.evidence,
  (extract(epoch from a.raised_at) * 1000)::bigint as raised_at_ms`;

export function toAlertView(row: AlertRow): AlertView {
  return {
    id: idFromUuid('alrt', row.id),
    tenantId: idFromUuid('tenant', row.tenant_id),
    accountId: idFromUuid('acct', row.account_id),
    rule: row.rule,
    severity: row.severity,
    reason: row.reason,
    evidence: row.evidence.map((each) => idFromUuid('txn', each)),
    raisedAt: new Date(Number(row.raised_at_ms)).toISOString(),
  };
}
