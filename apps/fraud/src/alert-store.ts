import { runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import type { Alert } from './alert.ts';
import type { RaisedAlert } from './detect-fraud.ts';
import type { AccountSpan } from './history-store.ts';
import type { RuleName } from './rule.ts';

/**
 * The alerts that may keep a rule quiet while the batch is judged. A movement that comes late has others up to
 * one reach after it judged again, and an alert up to one more reach later keeps those quiet: hence twice.
 */
export async function loadRaisedAlerts(
  em: SqlEntityManager,
  spans: readonly AccountSpan[],
  reachMs: number,
): Promise<RaisedAlert[]> {
  const rows = await runParameterized<{ account_id: string; rule: RuleName; raised_at_ms: string }>(
    em,
    `select a.account_id, a.rule, (extract(epoch from a.raised_at) * 1000)::bigint as raised_at_ms
       from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as span (account_id, since_ms, until_ms)
       join fraud.alerts a
         on a.account_id = span.account_id
        and a.raised_at > to_timestamp(since_ms / 1000.0) and a.raised_at < to_timestamp(until_ms / 1000.0)`,
    [
      spans.map(({ accountId }) => accountId),
      spans.map(({ from }) => from - reachMs),
      spans.map(({ to }) => to + 2 * reachMs),
    ],
  );
  return rows.map((row) => ({
    accountId: row.account_id,
    rule: row.rule,
    raisedAt: Number(row.raised_at_ms),
  }));
}

/** Stores new alerts and, for each that was not known, a row for fraud.alerts. */
export async function recordAlerts(em: SqlEntityManager, alerts: readonly Alert[]): Promise<void> {
  await runParameterized(
    em,
    `with fresh as (
       insert into fraud.alerts (id, tenant_id, account_id, rule, severity, reason, evidence, raised_at)
       select id, tenant_id, account_id, rule, severity, reason, evidence::uuid[], to_timestamp(raised_at_ms / 1000.0)
         from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[])
           as a (id, tenant_id, account_id, rule, severity, reason, evidence, raised_at_ms)
           on conflict (id) do nothing
       returning id)
     insert into fraud.outbox (alert_id) select id from fresh`,
    [
      alerts.map((each) => each.id),
      alerts.map((each) => each.tenantId),
      alerts.map((each) => each.accountId),
      alerts.map((each) => each.rule),
      alerts.map((each) => each.severity),
      alerts.map((each) => each.reason),
      alerts.map((each) => `{${each.evidence.join(',')}}`),
      alerts.map((each) => each.raisedAt),
    ],
  );
}
