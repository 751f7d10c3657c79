import { type UnitOfWork, runParameterized } from '@florin/database';
import { type Alert, evidenceOf } from './alert.ts';
import type { RaisedAlert } from './detect-fraud.ts';
import type { Movement } from './movement.ts';
import type { Owner } from './history-store.ts';
import type { Rule, RuleId } from './rule.ts';

/**
 * Loads the alerts that may keep a rule quiet while a batch is judged: alerts of the batch's accounts within the quiet time
 * of a judged movement. A late movement causes movements up to `rejudgedMs` after it to be judged again.
 */
export async function loadRaisedAlerts(
  unit: UnitOfWork,
  movements: readonly Movement[],
  rulesOf: (tenantId: string) => readonly Rule[],
  { rejudgedMs }: { rejudgedMs: number },
): Promise<RaisedAlert[]> {
  const spans = spansOf(movements);
  const quiet = [...new Set(movements.map(({ tenantId }) => tenantId))].flatMap((tenantId) =>
    rulesOf(tenantId).map(({ id, outcome, quietMs }) => ({ tenantId, id, outcome, quietMs })),
  );
  const rows = await runParameterized<{ account_id: string; rule: RuleId; raised_at_ms: string }>(
    unit,
    `select a.account_id, a.rule, (extract(epoch from a.raised_at) * 1000)::bigint as raised_at_ms
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[])
         as span (account_id, tenant_id, outcome, since_ms, until_ms)
       join unnest($6::uuid[], $7::text[], $8::text[], $9::bigint[]) as quiet (tenant_id, outcome, rule, ms)
         on quiet.tenant_id = span.tenant_id and quiet.outcome = span.outcome
       join fraud.alerts a
         on a.account_id = span.account_id and a.rule = quiet.rule
        and a.raised_at > to_timestamp((span.since_ms - quiet.ms) / 1000.0)
        and a.raised_at < to_timestamp((span.until_ms + quiet.ms) / 1000.0)`,
    [
      spans.map(({ accountId }) => accountId),
      spans.map(({ tenantId }) => tenantId),
      spans.map(({ outcome }) => outcome),
      spans.map(({ from }) => from),
      spans.map(({ to }) => to + rejudgedMs),
      quiet.map(({ tenantId }) => tenantId),
      quiet.map(({ outcome }) => outcome),
      quiet.map(({ id }) => id),
      quiet.map(({ quietMs }) => quietMs),
    ],
  );
  return rows.map((row) => ({
    accountId: row.account_id,
    rule: row.rule,
    raisedAt: Number(row.raised_at_ms),
  }));
}

/** The first and last event time, in epoch milliseconds, of a batch's movements of an account and outcome. */
type Span = Owner & { from: number; to: number };

function spansOf(movements: readonly Movement[]): Span[] {
  const spans = new Map<string, Span>();
  for (const { tenantId, accountId, outcome, occurredAt } of movements) {
    const key = `${outcome}:${accountId}`;
    const span = spans.get(key);
    if (!span) spans.set(key, { tenantId, accountId, outcome, from: occurredAt, to: occurredAt });
    else {
      span.from = Math.min(span.from, occurredAt);
      span.to = Math.max(span.to, occurredAt);
    }
  }
  return [...spans.values()];
}

/** Stores the alerts that are not known yet, with an outbox row for each. Their actions are due at once. */
export async function recordAlerts(unit: UnitOfWork, alerts: readonly Alert[]): Promise<void> {
  await runParameterized(
    unit,
    `with fresh as (
       insert into fraud.alerts (id, tenant_id, account_id, rule, severity, reason, evidence, evidence_movements,
                                 raised_at, action, action_status, action_due_at)
       select id, tenant_id, account_id, rule, severity, reason, evidence::uuid[], evidence_movements,
              to_timestamp(raised_at_ms / 1000.0), action, case when action <> 'none' then 'pending' end,
              case when action <> 'none' then now() end
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::jsonb[],
                     $9::bigint[], $10::text[]) with ordinality
           as a (id, tenant_id, account_id, rule, severity, reason, evidence, evidence_movements, raised_at_ms, action,
                 place)
        order by place
           on conflict (id) do nothing
       returning id, raised_at, action_status)
     insert into fraud.outbox (alert_id, change, changed_at, action_status)
     select id, 'raised', raised_at, action_status from fresh`,
    [
      alerts.map((each) => each.id),
      alerts.map((each) => each.tenantId),
      alerts.map((each) => each.accountId),
      alerts.map((each) => each.rule),
      alerts.map((each) => each.severity),
      alerts.map((each) => each.reason),
      alerts.map((each) => `{${each.evidence.map(({ transactionId }) => transactionId).join(',')}}`),
      alerts.map((each) => JSON.stringify(each.evidence.map(evidenceOf))),
      alerts.map((each) => each.raisedAt),
      alerts.map((each) => each.action),
    ],
  );
}
