import { idFromUuid, idToUuid, runParameterized, type UnitOfWork } from '@florin/database';
import type { ActionStatus } from './alert-view.ts';

/** An alert whose account is to be frozen, claimed by this process for a while. Ids are prefixed. */
export type DueAction = {
  alertId: string;
  tenantId: string;
  accountId: string;
  /** 1 for the first. */
  attempt: number;
  /** Since the first attempt. */
  triedForSeconds: number;
};

type DueRow = {
  id: string;
  tenant_id: string;
  account_id: string;
  action_attempts: number;
  tried_for: number;
};

/**
 * Takes actions that are due, only such as were attempted equally often, and those with the fewest attempts first: an
 * action that ended the process which attempted it comes after all others. From the fourth attempt on it takes one at a
 * time. An action is due again after `leaseSeconds`, doubled with each attempt up to five minutes, unless its outcome is
 * recorded before: a process that dies in between leaves it to the others.
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
     returning id, tenant_id, account_id, action_attempts,
               extract(epoch from now() - action_tried_at)::float as tried_for`,
    [options.limit, options.leaseSeconds],
  );
  return rows.map((row) => ({
    alertId: idFromUuid('alrt', row.id),
    tenantId: idFromUuid('tenant', row.tenant_id),
    accountId: idFromUuid('acct', row.account_id),
    attempt: row.action_attempts,
    triedForSeconds: row.tried_for,
  }));
}

/** Whether the bank has told that the account was frozen since this alert's first attempt. */
export async function wasFrozenSinceFirstAttempt(unit: UnitOfWork, alertId: string): Promise<boolean> {
  // The bank's clock and this database's may differ by a little.
  const rows = await runParameterized(
    unit,
    `select 1 from fraud.alerts a join fraud.frozen_accounts f on f.account_id = a.account_id
      where a.id = $1 and f.frozen_at >= a.action_tried_at - interval '5 seconds'`,
    [idToUuid(alertId)],
  );
  return rows.length > 0;
}

/** The end of an action, once, together with its event. */
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

/** The attempt came to nothing; the next one is due in `seconds`. */
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

/** How many actions wait, and for how long the oldest has been tried. */
export async function readPendingActions(
  unit: UnitOfWork,
): Promise<{ count: number; oldestAgeSeconds: number }> {
  const [pending] = await runParameterized<{ count: number; oldestAgeSeconds: number }>(
    unit,
    `select count(*)::int as count,
            coalesce(extract(epoch from now() - min(action_tried_at)), 0)::float as "oldestAgeSeconds"
       from fraud.alerts where action_status = 'pending'`,
    [],
  );
  return pending!;
}

/** Of what was tried and has to be tried again, the oldest; and how much there is of it. The tenant's id is prefixed. */
export async function readTrouble(
  unit: UnitOfWork,
): Promise<{ tenantId: string; detail: string; count: number } | undefined> {
  const [trouble] = await runParameterized<{ tenant_id: string; detail: string; count: number }>(
    unit,
    `select tenant_id, action_detail as detail, count(*) over ()::int as count
       from fraud.alerts where action_status = 'pending' and action_detail is not null
      order by action_tried_at limit 1`,
    [],
  );
  if (!trouble) return undefined;
  return { tenantId: idFromUuid('tenant', trouble.tenant_id), detail: trouble.detail, count: trouble.count };
}
