import { type UnitOfWork, idFromUuid, idToUuid, readOneRow, runParameterized } from '@florin/database';
import type { ActionStatus } from './alert-queries.ts';
import type { Evidence } from './alert.ts';
import type { FlorinEvent } from '@florin/events';

/** A movement as an event reported it. */
export type ReportedMovement = Pick<Evidence, 'transaction_id'> &
  Partial<Pick<Evidence, 'amount' | 'currency'>>;

/** An alert whose account is to be frozen, claimed by this process under a lease. Ids are prefixed. */
export type DueAction = {
  alertId: string;
  tenantId: string;
  accountId: string;
  /** The movements that made the rule match, as events reported them. An alert of an earlier release has only ids. */
  evidence: readonly ReportedMovement[];
  /** The number of this attempt; 1 is the first. */
  attempt: number;
  /** The time since the first attempt. */
  triedForSeconds: number;
};

type DueRow = {
  id: string;
  tenant_id: string;
  account_id: string;
  evidence: string[];
  evidence_movements: Evidence[] | null;
  action_attempts: number;
  tried_for: number;
};

/**
 * Claims due actions: those with the fewest attempts, all with the same number, so that an action that kills its process
 * is attempted after all others. From the fourth attempt on it claims one action at a time. The claim is a lease of
 * `leaseSeconds`, doubled with each attempt up to five minutes: if the process dies before it records the outcome, the
 * action is due again when the lease ends.
 */
export async function claimDueActions(
  unit: UnitOfWork,
  options: { limit: number; leaseSeconds: number },
): Promise<DueAction[]> {
  const rows = await runParameterized<DueRow>(
    unit,
    `with fewest as (
       select min(action_attempts) as attempts from fraud.alerts
        where action_status = 'pending' and action_due_at <= now())
     update fraud.alerts
        set action_attempts = action_attempts + 1, action_tried_at = coalesce(action_tried_at, now()),
            action_due_at = now() + make_interval(secs => least($2 * 2 ^ least(action_attempts, 6), 300))
      where id in (select id from fraud.alerts
                    where action_status = 'pending' and action_due_at <= now()
                      and action_attempts = (select attempts from fewest)
                    order by action_due_at
                    limit (select case when attempts >= 3 then 1 else $1::integer end from fewest)
                      for update skip locked)
     returning id, tenant_id, account_id, evidence, evidence_movements, action_attempts,
               extract(epoch from now() - action_tried_at)::float as tried_for`,
    [options.limit, options.leaseSeconds],
  );
  return rows.map((row) => ({
    alertId: idFromUuid('alrt', row.id),
    tenantId: idFromUuid('tenant', row.tenant_id),
    accountId: idFromUuid('acct', row.account_id),
    evidence: row.evidence_movements ?? row.evidence.map((id) => ({ transaction_id: idFromUuid('txn', id) })),
    attempt: row.action_attempts,
    triedForSeconds: row.tried_for,
  }));
}

/** Whether the bank has published that the account was frozen after this alert's first attempt. */
export async function wasFrozenSinceFirstAttempt(unit: UnitOfWork, alertId: string): Promise<boolean> {
  // The clocks of the bank and of this database may differ slightly.
  const rows = await runParameterized(
    unit,
    `select 1 from fraud.alerts a join fraud.frozen_accounts f on f.account_id = a.account_id
      where a.id = $1 and f.frozen_at >= a.action_tried_at - interval '5 seconds'`,
    [idToUuid(alertId)],
  );
  return rows.length > 0;
}

/** Records the outcome of an action, once, together with its event. */
export async function recordOutcome(
  unit: UnitOfWork,
  alertId: string,
  { status, detail }: { status: Exclude<ActionStatus, 'pending'>; detail: string },
): Promise<void> {
  await runParameterized(
    unit,
    `with ended as (
       update fraud.alerts
          set action_status = $2, action_detail = $3, action_due_at = null,
              action_at = date_trunc('milliseconds', now())
        where id = $1 and action_status = 'pending'
       returning id, state, action_status, action_at)
     insert into fraud.outbox (alert_id, change, changed_at, state, action_status)
     select id, case action_status when 'done' then 'action_taken' else 'action_failed' end, action_at, state,
            action_status
       from ended`,
    [idToUuid(alertId), status, detail],
  );
}

/** Records that an attempt failed and the next one is due in `seconds`. */
export async function recordDelay(
  unit: UnitOfWork,
  alertId: string,
  { seconds, detail }: { seconds: number; detail: string },
): Promise<void> {
  await runParameterized(
    unit,
    `update fraud.alerts set action_due_at = now() + make_interval(secs => $2), action_detail = $3
      where id = $1 and action_status = 'pending'`,
    [idToUuid(alertId), seconds, detail],
  );
}

/** The number of pending actions, and the time since the first attempt of the oldest. */
export async function readPendingActions(
  unit: UnitOfWork,
): Promise<{ count: number; oldestAgeSeconds: number }> {
  const pending = await readOneRow<{ count: number; oldestAgeSeconds: number }>(
    unit,
    `select count(*)::int as count,
            coalesce(extract(epoch from now() - min(action_tried_at)), 0)::float as "oldestAgeSeconds"
       from fraud.alerts where action_status = 'pending'`,
    [],
  );
  return pending;
}

/** The oldest action that has failed so far and will be retried, and how many there are. The tenant's id is prefixed. */
export async function readFailingActions(
  unit: UnitOfWork,
): Promise<{ tenantId: string; detail: string; count: number } | undefined> {
  const [oldest] = await runParameterized<{ tenant_id: string; detail: string; count: number }>(
    unit,
    `select tenant_id, action_detail as detail, count(*) over ()::int as count
       from fraud.alerts where action_status = 'pending' and action_detail is not null
      order by action_tried_at limit 1`,
    [],
  );
  if (!oldest) return undefined;
  return { tenantId: idFromUuid('tenant', oldest.tenant_id), detail: oldest.detail, count: oldest.count };
}

/**
 * Records when the bank published that accounts were frozen. If the answer to a freeze request was lost, this shows whether
 * the request was carried out, even if the account was unfrozen since.
 */
export async function recordFreezes(unit: UnitOfWork, events: readonly FlorinEvent[]): Promise<void> {
  const freezes = new Map<string, string>();
  for (const event of events) {
    if (event.type !== 'florin.accounts.lifecycle.v1' || event.data.change !== 'frozen') continue;
    const account = idToUuid(event.data.account_id);
    const known = freezes.get(account);
    if (known === undefined || known < event.data.occurred_at) freezes.set(account, event.data.occurred_at);
  }
  if (freezes.size === 0) return;
  await runParameterized(
    unit,
    `insert into fraud.frozen_accounts (account_id, frozen_at) select * from unnest($1::uuid[], $2::timestamptz[])
     on conflict (account_id) do update set frozen_at = greatest(frozen_accounts.frozen_at, excluded.frozen_at)`,
    [[...freezes.keys()], [...freezes.values()]],
  );
}
