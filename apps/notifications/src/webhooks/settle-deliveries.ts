import { idFromUuid, idToUuid, runParameterized, type UnitOfWork } from '@florin/database';
import { encodeEvent, notificationsDeliveries } from '@florin/events';
import { actorView, systemActor } from '@florin/rules';
import type { DueDelivery } from './due-deliveries.ts';

/** The result of an attempt, and the new state of its delivery. */
export type EndedAttempt = {
  delivery: DueDelivery;
  startedAt: Date;
  durationMs: number;
  responseStatus: number | null;
  responseExcerpt: string;
  /** Null when it was delivered. */
  failure: string | null;
  status: 'delivered' | 'pending' | 'failed';
  /** The time until the next attempt; null unless the delivery is pending. */
  retryMs: number | null;
  /** The endpoint answered 410. */
  isGone: boolean;
};

/**
 * Records the results of attempts: the attempts, the states of their deliveries and endpoints, and an event for each. The
 * result of an attempt whose lease has passed to a later attempt does not change its delivery.
 */
export async function settleAttempts(
  unit: UnitOfWork,
  ended: readonly EndedAttempt[],
  options: { disableAfterMs: number },
): Promise<void> {
  if (ended.length === 0) return;
  await insertAttempts(unit, ended);
  const settled = await updateDeliveries(unit, ended);
  await updateEndpoints(unit, ended, options.disableAfterMs);
  await insertEvents(
    unit,
    ended.filter(({ delivery }) => settled.has(delivery.id)),
  );
}

const idsOf = (ended: readonly EndedAttempt[]) => ended.map(({ delivery }) => idToUuid(delivery.id));
const numbersOf = (ended: readonly EndedAttempt[]) => ended.map(({ delivery }) => delivery.attempt);

async function insertAttempts(unit: UnitOfWork, ended: readonly EndedAttempt[]): Promise<void> {
  await runParameterized(
    unit,
    `insert into notifications.webhook_attempts
       (delivery_id, number, started_at, duration_ms, response_status, failure, response_excerpt)
     select * from unnest($1::uuid[], $2::integer[], $3::timestamptz[], $4::integer[], $5::integer[], $6::text[], $7::text[])
         on conflict do nothing`,
    [
      idsOf(ended),
      numbersOf(ended),
      ended.map(({ startedAt }) => startedAt.toISOString()),
      ended.map(({ durationMs }) => durationMs),
      ended.map(({ responseStatus }) => responseStatus),
      ended.map(({ failure }) => failure),
      ended.map(({ responseExcerpt }) => responseExcerpt),
    ],
  );
}

/** Returns the ids of the deliveries that changed. A success counts even if the endpoint was deleted meanwhile. */
async function updateDeliveries(unit: UnitOfWork, ended: readonly EndedAttempt[]): Promise<Set<string>> {
  const rows = await runParameterized<{ id: string }>(
    unit,
    `update notifications.webhook_deliveries as d
        set status = s.status,
            next_attempt_at = case s.status when 'pending' then now() + make_interval(secs => s.retry_ms / 1000.0) end,
            delivered_at = case s.status when 'delivered' then now() end,
            last_response_status = s.response_status, last_failure = s.failure, unsettled_attempts = 0
       from unnest($1::uuid[], $2::integer[], $3::text[], $4::bigint[], $5::integer[], $6::text[])
         as s (id, attempt, status, retry_ms, response_status, failure)
      where d.id = s.id and d.attempts = s.attempt
        and (d.status = 'pending' or (d.status = 'failed' and s.status = 'delivered'))
     returning d.id`,
    [
      idsOf(ended),
      numbersOf(ended),
      ended.map(({ status }) => status),
      ended.map(({ retryMs }) => retryMs),
      ended.map(({ responseStatus }) => responseStatus),
      ended.map(({ failure }) => failure),
    ],
  );
  return new Set(rows.map(({ id }) => idFromUuid('whd', id)));
}

/**
 * Updates only the endpoints whose state changes, in the order of their ids, so that instances do not deadlock. Disabling one
 * is recorded as a change by this app.
 */
async function updateEndpoints(
  unit: UnitOfWork,
  ended: readonly EndedAttempt[],
  disableAfterMs: number,
): Promise<void> {
  const byEndpoint = Map.groupBy(ended, ({ delivery }) => delivery.endpointId);
  const endpoints = [...byEndpoint].sort(([one], [other]) => (one < other ? -1 : 1));
  await runParameterized(
    unit,
    `with changed as (
       select e.id, s.succeeded, s.gone,
              not s.succeeded and coalesce(e.failing_since <= now() - make_interval(secs => $4 / 1000.0), false) as expired
         from unnest($1::uuid[], $2::boolean[], $3::boolean[]) as s (id, succeeded, gone)
         join notifications.webhook_endpoints e on e.id = s.id
        where e.enabled and (s.gone or s.succeeded = (e.failing_since is not null)
              or (not s.succeeded and e.failing_since <= now() - make_interval(secs => $4 / 1000.0)))
        order by e.id for update of e),
     updated as (
       update notifications.webhook_endpoints as e
          set failing_since = case when changed.succeeded then null else coalesce(e.failing_since, now()) end,
              enabled = not (changed.gone or changed.expired),
              disabled_reason = case when changed.gone then 'gone' when changed.expired then 'failing' end,
              disabled_at = case when changed.gone or changed.expired then now() end
         from changed where e.id = changed.id
       returning e.id, e.tenant_id, e.enabled, e.disabled_reason)
     insert into notifications.webhook_endpoint_changes (tenant_id, endpoint_id, change, before, after, actor)
     select tenant_id, id, 'disabled', '{"enabled": true}',
            jsonb_build_object('enabled', false, 'disabled_reason', disabled_reason), $5::jsonb
       from updated where not enabled`,
    [
      endpoints.map(([id]) => id),
      endpoints.map(([, attempts]) => attempts.some(({ status }) => status === 'delivered')),
      endpoints.map(([, attempts]) => attempts.some(({ isGone }) => isGone)),
      disableAfterMs,
      JSON.stringify(actorView(systemActor('webhooks'))),
    ],
  );
}

async function insertEvents(unit: UnitOfWork, ended: readonly EndedAttempt[]): Promise<void> {
  const messages = ended.flatMap((attempt) => {
    const event = deliveryEvent(attempt);
    return event ? [JSON.stringify(encodeEvent(notificationsDeliveries, event))] : [];
  });
  if (messages.length === 0) return;
  await runParameterized(
    unit,
    `insert into notifications.outbox (message) select message::jsonb from unnest($1::text[]) as m (message)`,
    [messages],
  );
}

/** The event about an attempt; undefined for a test event, which belongs to no account. */
function deliveryEvent({ delivery, status, responseStatus, startedAt, durationMs }: EndedAttempt) {
  if (delivery.accountId === null) return undefined;
  const accountId = idFromUuid('acct', delivery.accountId);
  const tenantId = idFromUuid('tenant', delivery.tenantId);
  const at = new Date(startedAt.getTime() + durationMs).toISOString();
  return {
    id: `${delivery.id}:${delivery.attempt}`,
    tenantId,
    accountId,
    time: at,
    data: {
      delivery_id: delivery.id,
      tenant_id: tenantId,
      account_id: accountId,
      endpoint_id: idFromUuid('whe', delivery.endpointId),
      event_id: delivery.eventId,
      event_type: delivery.eventType,
      status,
      attempt: delivery.attempt,
      response_status: responseStatus,
      at,
    },
  };
}
