import { runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Alert } from './alert.ts';
import type { RaisedAlert } from './detect-fraud.ts';
import { evidenceOf } from './evidence.ts';
import type { Movement } from './movement.ts';
import type { RuleId } from './rule.ts';

/**
 * The alerts that may keep a rule quiet while a batch is judged: those within one quiet time of a movement that is
 * judged, and a late one has others up to `rejudgedMs` after it judged again.
 */
export async function loadRaisedAlerts(
  em: SqlEntityManager,
  movements: readonly Movement[],
  reach: { quietMs: number; rejudgedMs: number },
): Promise<RaisedAlert[]> {
  const spans = spansOf(movements);
  const rows = await runParameterized<{ account_id: string; rule: RuleId; raised_at_ms: string }>(
    em,
    `select a.account_id, a.rule, (extract(epoch from a.raised_at) * 1000)::bigint as raised_at_ms
       from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as span (account_id, since_ms, until_ms)
       join fraud.alerts a
         on a.account_id = span.account_id
        and a.raised_at > to_timestamp(since_ms / 1000.0) and a.raised_at < to_timestamp(until_ms / 1000.0)`,
    [
      spans.map(({ accountId }) => accountId),
      spans.map(({ from }) => from - reach.quietMs),
      spans.map(({ to }) => to + reach.rejudgedMs + reach.quietMs),
    ],
  );
  return rows.map((row) => ({
    accountId: row.account_id,
    rule: row.rule,
    raisedAt: Number(row.raised_at_ms),
  }));
}

/** The span of event time, in epoch milliseconds, that a batch has movements of each account in. */
function spansOf(movements: readonly Movement[]): { accountId: string; from: number; to: number }[] {
  const spans = new Map<string, { accountId: string; from: number; to: number }>();
  for (const { accountId, occurredAt } of movements) {
    const span = spans.get(accountId);
    if (!span) spans.set(accountId, { accountId, from: occurredAt, to: occurredAt });
    else {
      span.from = Math.min(span.from, occurredAt);
      span.to = Math.max(span.to, occurredAt);
    }
  }
  return [...spans.values()];
}

/** Stores new alerts and, for each that was not known, a row for fraud.alerts. An action is due at once. */
export async function recordAlerts(em: SqlEntityManager, alerts: readonly Alert[]): Promise<void> {
  await runParameterized(
    em,
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
