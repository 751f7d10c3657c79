import { idFromUuid, idToUuid, newId, readOneRow, runParameterized, type UnitOfWork } from '@florin/database';
import { Problem, rateLimited } from '@florin/http';
import { encodeWebhookMessage, webhooksPing } from '@florin/events';
import { WindowCounts } from '@florin/service';
import type { Endpoint } from './endpoint-store.ts';

const minuteMs = 60_000;

/** Counts a webhook that a tenant has requested: a test event, a replay or a challenge. */
export type CountRequested = (tenantId: string) => void;

/**
 * Limits what a tenant may request, because each is a request from this bank to an address that the tenant has chosen. The
 * function throws `rate_limited` when a tenant has requested more than `perMinute` in this minute. 0: no limit.
 */
export function limitRequested(perMinute: number): CountRequested {
  const counts = new WindowCounts();
  return (tenantId) => {
    if (perMinute === 0 || counts.add(tenantId, minuteMs) <= perMinute) return;
    const detail = `Too many test events, replays and challenges of your tenant: ${perMinute} in a minute are possible.`;
    const retryAfterSeconds = Math.ceil((minuteMs - (Date.now() % minuteMs)) / 1_000);
    throw rateLimited(perMinute, { detail, retryAfterSeconds });
  };
}

/** Throws `state_conflict` if an endpoint is disabled or deleted. */
export function assertEnabled(endpoint: Endpoint | undefined): void {
  if (endpoint?.enabled) return;
  const detail = `The endpoint is ${endpoint ? 'disabled' : 'deleted'}: nothing is sent there.`;
  throw new Problem('state_conflict', { detail });
}

/**
 * Makes a delivery due now, at the start of its retry schedule, with the same `webhook-id`. If an attempt is in progress,
 * it is sent once more, because the result of that attempt is not known yet.
 */
export async function replayDelivery(unit: UnitOfWork, id: string): Promise<void> {
  await runParameterized(
    unit,
    `update notifications.webhook_deliveries
        set status = 'pending', attempts_in_schedule = 0, next_attempt_at = now(), delivered_at = null
      where id = $1`,
    [idToUuid(id)],
  );
}

/** The id of the delivery of a test event that an earlier request with this idempotency key `name` created. */
export async function findPing(
  unit: UnitOfWork,
  { endpointId, name }: { endpointId: string; name: string },
): Promise<string | undefined> {
  const [row] = await runParameterized<{ id: string }>(
    unit,
    `select id from notifications.webhook_deliveries where endpoint_id = $1 and event_id = $2`,
    [idToUuid(endpointId), `ping:${name}`],
  );
  return row && idFromUuid('whd', row.id);
}

/** Creates the delivery of a test event to one endpoint, once for each idempotency key `name`; returns its id. */
export async function insertPing(
  unit: UnitOfWork,
  { tenantId, endpointId, name }: { tenantId: string; endpointId: string; name: string | undefined },
): Promise<string> {
  const id = newId('whd');
  const eventId = `ping:${name ?? id.slice('whd_'.length)}`;
  const body = encodeWebhookMessage(webhooksPing, { id: eventId, endpointId, tenantId, at: new Date() });
  const row = await readOneRow<{ id: string }>(
    unit,
    `with made as (
       insert into notifications.webhook_deliveries (id, tenant_id, endpoint_id, event_id, event_type, body)
       values ($1, $2, $3, $4, $5, $6) on conflict (endpoint_id, event_id) do nothing returning id)
     select id from made union all
     select id from notifications.webhook_deliveries where endpoint_id = $3 and event_id = $4 limit 1`,
    [idToUuid(id), idToUuid(tenantId), idToUuid(endpointId), eventId, webhooksPing.type, body],
  );
  return idFromUuid('whd', row.id);
}
