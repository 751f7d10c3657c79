import { type UnitOfWork, idToUuid, runParameterized } from '@florin/database';
import { Problem } from '@florin/http';
import { actorView, type Actor } from '@florin/rules';
import { type AlertView, findAlert } from './alert-queries.ts';

export type Decision = {
  tenantId: string;
  id: string;
  state: 'confirmed' | 'dismissed';
  note: string | null;
  decidedBy: string;
  actor: Actor;
  idempotencyKey: string | undefined;
};

/**
 * Decides an open alert, once, and records who did and the event in the same unit of work. A repeated request with the same idempotency
 * key gets the same answer. Throws not_found, state_conflict, idempotency_key_reused.
 */
export async function decideAlert(
  unit: UnitOfWork,
  decision: Decision,
): Promise<{ alert: AlertView; replayed: boolean }> {
  const { tenantId, id, state, note, decidedBy, actor, idempotencyKey = null } = decision;
  const decided = await runParameterized<{ id: string }>(
    unit,
    `with decided as (
       update fraud.alerts
          set state = $3, note = $4, decided_by = $5, decision_key = $6, decided_at = date_trunc('milliseconds', now())
        where id = $1 and tenant_id = $2 and state = 'open'
       returning id, tenant_id, decided_at, state, action_status),
     recorded as (
       insert into fraud.alert_changes (tenant_id, alert_id, change, changed_at, before, after, actor)
       select tenant_id, id, state, decided_at, '{"state": "open"}', jsonb_build_object('state', state), $7::jsonb
         from decided)
     insert into fraud.outbox (alert_id, change, changed_at, state, action_status)
     select id, state, decided_at, state, action_status from decided
     returning id`,
    [
      ...[idToUuid(id), idToUuid(tenantId), state, note, decidedBy, idempotencyKey],
      JSON.stringify(actorView(actor)),
    ],
  );
  const alert = await findAlert(unit, { tenantId, id });
  if (!alert) throw new Problem('not_found');
  if (decided.length > 0) return { alert, replayed: false };
  if (idempotencyKey !== null && (await decisionKeyOf(unit, id)) === idempotencyKey) {
    if (alert.state === state && alert.decision?.note === note) return { alert, replayed: true };
    throw new Problem('idempotency_key_reused');
  }
  throw new Problem('state_conflict', { detail: `The alert was ${alert.state} before.` });
}

async function decisionKeyOf(unit: UnitOfWork, id: string): Promise<string | null | undefined> {
  const [row] = await runParameterized<{ decision_key: string | null }>(
    unit,
    'select decision_key from fraud.alerts where id = $1',
    [idToUuid(id)],
  );
  return row?.decision_key;
}
