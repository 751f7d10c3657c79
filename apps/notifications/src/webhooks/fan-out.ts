import { idToUuid, runParameterized, type UnitOfWork } from '@florin/database';
import { cloudEventText, eventDefinitions, type FlorinEvent } from '@florin/events';
import { isWanted } from './event-types.ts';

type Listener = { id: string; tenant_id: string; event_types: string[]; is_pending: boolean };
type NewDelivery = { endpoint: Listener; event: FlorinEvent };

const definitions = new Map(eventDefinitions.map((definition) => [definition.type as string, definition]));

/** The most deliveries that wait for an endpoint to prove itself, give or take one batch of events. */
const waitingMax = 10_000;

/**
 * Creates a delivery of each event for each endpoint whose filter matches, in the unit of work that handles the events.
 * Runs one query for the whole batch, and one insert if any endpoint matches. Deliveries to an endpoint that is pending
 * wait until it has proved itself; when too many wait, it gets no more and shows since when.
 */
export async function recordDeliveries(unit: UnitOfWork, events: readonly FlorinEvent[]): Promise<void> {
  const listeners = await listenersOf(unit, [...new Set(events.map(({ tenantId }) => idToUuid(tenantId)))]);
  if (listeners.size === 0) return;
  const deliveries = events.flatMap((event) =>
    (listeners.get(idToUuid(event.tenantId)) ?? [])
      .filter((endpoint) => isWanted(event.type, endpoint.event_types))
      .map((endpoint) => ({ endpoint, event })),
  );
  const full = await fullEndpoints(unit, deliveries);
  const kept = deliveries.filter(({ endpoint }) => !full.has(endpoint.id));
  if (kept.length > 0) await insertDeliveries(unit, kept);
}

/** The endpoints of these deliveries that are pending and for which too many deliveries wait already. */
async function fullEndpoints(unit: UnitOfWork, deliveries: readonly NewDelivery[]): Promise<Set<string>> {
  const pending = new Set(deliveries.flatMap(({ endpoint }) => (endpoint.is_pending ? [endpoint.id] : [])));
  if (pending.size === 0) return pending;
  const full = await runParameterized<{ id: string }>(
    unit,
    `select e.id from unnest($1::uuid[]) as e (id)
      where (select count(*) from (select from notifications.webhook_deliveries
                                    where endpoint_id = e.id and status = 'pending' limit $2) as waiting) >= $2`,
    [[...pending], waitingMax],
  );
  const ids = full.map(({ id }) => id).sort();
  for (const id of ids) {
    await runParameterized(
      unit,
      `update notifications.webhook_endpoints set events_missed_since = now()
        where id = $1 and events_missed_since is null and verification = 'pending'`,
      [id],
    );
  }
  return new Set(ids);
}

async function listenersOf(unit: UnitOfWork, tenants: string[]): Promise<Map<string, Listener[]>> {
  const rows = await runParameterized<Listener>(
    unit,
    `select id, tenant_id, event_types, verification = 'pending' as is_pending from notifications.webhook_endpoints
      where tenant_id = any($1::uuid[]) and enabled and deleted_at is null and verification <> 'failed'`,
    [tenants],
  );
  return Map.groupBy(rows, (row) => row.tenant_id);
}

async function insertDeliveries(unit: UnitOfWork, deliveries: readonly NewDelivery[]): Promise<void> {
  const bodies = new Map<string, string>();
  for (const { event } of deliveries) {
    if (!bodies.has(event.id)) bodies.set(event.id, cloudEventText(definitions.get(event.type)!, event));
  }
  await runParameterized(
    unit,
    `insert into notifications.webhook_deliveries
       (tenant_id, endpoint_id, event_id, event_type, account_id, transaction_id, body, traceparent)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::text[])
         on conflict (endpoint_id, event_id) do nothing`,
    [
      deliveries.map(({ endpoint }) => endpoint.tenant_id),
      deliveries.map(({ endpoint }) => endpoint.id),
      deliveries.map(({ event }) => event.id),
      deliveries.map(({ event }) => event.type),
      deliveries.map(({ event }) => idToUuid(event.accountId)),
      deliveries.map(({ event }) => transactionOf(event)),
      deliveries.map(({ event }) => bodies.get(event.id)),
      deliveries.map(({ event }) => event.traceparent ?? null),
    ],
  );
}

function transactionOf({ data }: FlorinEvent): string | null {
  return 'transaction_id' in data ? idToUuid(data.transaction_id) : null;
}
