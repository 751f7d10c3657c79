import { idFromUuid, idToUuid, runParameterized, type UnitOfWork } from '@florin/database';
import { encodeEvent, notificationsDeliveries } from '@florin/events';
import type { DueDelivery } from './due-deliveries.ts';

/** How an attempt ended, and what becomes of its delivery. */
export type EndedAttempt = {
  delivery: DueDelivery;
  startedAt: Date;
  durationMs: number;
  responseStatus: number | null;
  responseExcerpt: string;
  /** Null when it was delivered. */
  failure: string | null;
  status: 'delivered' | 'pending' | 'failed';
  /** For a pending one: until the next attempt. */
  retryMs: number | null;
  /** The endpoint answered 410. */
  isGone: boolean;
};

/**
 * Writes down how attempts ended: the attempts, their deliveries, what this says of their endpoints, and the events
 * for others. An attempt whose lease has passed to a later one has no say over its delivery any more.
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
  await announce(
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

/** A success stands even where the endpoint was deleted meanwhile: the receiver has it. */
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

/** Touches an endpoint only when something changes for it, and in id order, so that instances do not wait in circles. */
async function updateEndpoints(
  unit: UnitOfWork,
  ended: readonly EndedAttempt[],
  disableAfterMs: number,
): Promise<void> {
  const byEndpoint = Map.groupBy(ended, ({ delivery }) => delivery.endpointId);
  const ids = [...byEndpoint.keys()].sort();
  await runParameterized(
    unit,
    `with said as (
       select e.id, s.succeeded, s.gone,
              not s.succeeded and coalesce(e.failing_since <= now() - make_interval(secs => $4 / 1000.0), false) as expired
         from unnest($1::uuid[], $2::boolean[], $3::boolean[]) as s (id, succeeded, gone)
         join notifications.webhook_endpoints e on e.id = s.id
        where e.enabled and (s.gone or s.succeeded = (e.failing_since is not null)
              or (not s.succeeded and e.failing_since <= now() - make_interval(secs => $4 / 1000.0)))
        order by e.id for update of e)
     update notifications.webhook_endpoints as e
        set failing_since = case when said.succeeded then null else coalesce(e.failing_since, now()) end,
            enabled = not (said.gone or said.expired),
            disabled_reason = case when said.gone then 'gone' when said.expired then 'failing' end,
            disabled_at = case when said.gone or said.expired then now() end
       from said where e.id = said.id`,
    [
      ids,
      ids.map((id) => byEndpoint.get(id)!.some(({ status }) => status === 'delivered')),
      ids.map((id) => byEndpoint.get(id)!.some(({ isGone }) => isGone)),
      disableAfterMs,
    ],
  );
}

async function announce(unit: UnitOfWork, ended: readonly EndedAttempt[]): Promise<void> {
  const messages = ended.flatMap((each) => {
    const event = deliveryEvent(each);
    return event ? [JSON.stringify(encodeEvent(notificationsDeliveries, event))] : [];
  });
  if (messages.length === 0) return;
  await runParameterized(
    unit,
    `insert into notifications.outbox (message) select message::jsonb from unnest($1::text[]) as m (message)`,
    [messages],
  );
}

/** A test event is about no account and nobody else's news. */
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
