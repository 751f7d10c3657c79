import { idFromUuid, idToUuid, newId, readOneRow, runParameterized, type UnitOfWork } from '@florin/database';
import type { actorView } from '@florin/rules';
import type { RequestName } from './idempotency.ts';

/** An endpoint as it is shown: ids are prefixed, times RFC 3339. Of its secrets only ids and times are shown. */
export type Endpoint = {
  id: string;
  url: string;
  description: string | null;
  event_types: string[];
  enabled: boolean;
  disabled_reason: 'by_request' | 'gone' | 'failing' | null;
  disabled_at: string | null;
  failing_since: string | null;
  verification: {
    status: 'pending' | 'verified' | 'failed';
    /** Null if the endpoint never had to prove itself. */
    verified_at: string | null;
    /** Challenges since the verification was last requested. */
    attempt_count: number;
    last_attempt_at: string | null;
    last_failure: string | null;
    next_attempt_at: string | null;
    events_missed_since: string | null;
  };
  secrets: { id: string; created_at: string; expires_at: string | null }[];
  created_at: string;
  updated_at: string;
  /** Who made the latest change; null if that was before actors were recorded. */
  changed_by: ReturnType<typeof actorView> | null;
};

type EndpointRow = Omit<Endpoint, 'secrets'> & { secrets: Endpoint['secrets'] | null };

/** SQL that formats a time as RFC 3339 in UTC with milliseconds. */
export const timeText = (column: string): string =>
  `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Changes of an endpoint or its secrets: what the endpoint shows as its latest change is one of them. */
export const changesOfSettings = [
  'created',
  'updated',
  'disabled',
  'deleted',
  'secret_created',
  'secret_deleted',
] as const;

const columns = `
  e.id, e.url, e.description, e.event_types, e.enabled, e.disabled_reason,
  ${timeText('e.disabled_at')} as disabled_at, ${timeText('e.failing_since')} as failing_since,
  ${timeText('e.created_at')} as created_at, ${timeText('e.updated_at')} as updated_at,
  json_build_object('status', e.verification, 'verified_at', ${timeText('e.verified_at')},
    'attempt_count', e.challenges_in_schedule, 'last_attempt_at', ${timeText('e.last_challenge_at')},
    'last_failure', e.last_challenge_failure, 'next_attempt_at', ${timeText('e.next_challenge_at')},
    'events_missed_since', ${timeText('e.events_missed_since')}) as verification,
  (select json_agg(json_build_object('id', s.id, 'created_at', ${timeText('s.created_at')},
                                     'expires_at', ${timeText('s.expires_at')}) order by s.id desc)
     from notifications.webhook_secrets s
    where s.endpoint_id = e.id and (s.expires_at is null or s.expires_at > now())) as secrets,
  (select c.actor from notifications.webhook_endpoint_changes c
    where c.endpoint_id = e.id and c.change in (${changesOfSettings.map((change) => `'${change}'`).join()})
    order by c.changed_at desc, c.id desc limit 1) as changed_by`;

export async function listEndpoints(
  unit: UnitOfWork,
  filter: { tenantId: string; after?: string | undefined; limit: number },
): Promise<Endpoint[]> {
  const rows = await runParameterized<EndpointRow>(
    unit,
    `select ${columns} from notifications.webhook_endpoints e
      where e.tenant_id = $1 and e.deleted_at is null and ($2::uuid is null or e.id < $2)
      order by e.id desc limit $3`,
    [idToUuid(filter.tenantId), filter.after ? idToUuid(filter.after) : null, filter.limit],
  );
  return rows.map(toEndpoint);
}

/** One tenant's endpoint that is not deleted. Ids are prefixed. */
export async function findEndpoint(
  unit: UnitOfWork,
  { tenantId, id }: { tenantId: string; id: string },
): Promise<Endpoint | undefined> {
  const [row] = await runParameterized<EndpointRow>(
    unit,
    `select ${columns} from notifications.webhook_endpoints e
      where e.tenant_id = $1 and e.id = $2 and e.deleted_at is null`,
    [idToUuid(tenantId), idToUuid(id)],
  );
  return row && toEndpoint(row);
}

/** Keeps other units of work from changing an endpoint until this one has ended. Its id is prefixed. */
export async function lockEndpoint(unit: UnitOfWork, id: string): Promise<void> {
  const lock = `select 1 from notifications.webhook_endpoints where id = $1 for update`;
  await runParameterized(unit, lock, [idToUuid(id)]);
}

/** The endpoint that an earlier request with this idempotency key created, and the fingerprint of that request. */
export async function findEndpointByRequest(
  unit: UnitOfWork,
  { tenantId, key }: { tenantId: string; key: string },
): Promise<{ id: string; fingerprint: string } | undefined> {
  const [row] = await runParameterized<{ id: string; fingerprint: string }>(
    unit,
    `select id, fingerprint from notifications.webhook_endpoints where tenant_id = $1 and idempotency_key = $2`,
    [idToUuid(tenantId), key],
  );
  return row && { id: idFromUuid('whe', row.id), fingerprint: row.fingerprint };
}

/** Counts a tenant's endpoints and keeps other units of work from adding one until this one has ended. */
export async function countEndpoints(unit: UnitOfWork, tenantId: string): Promise<number> {
  const tenant = idToUuid(tenantId);
  await runParameterized(
    unit,
    `select pg_advisory_xact_lock(hashtextextended('webhook endpoints ' || $1, 0))`,
    [tenant],
  );
  const row = await readOneRow<{ count: number }>(
    unit,
    `select count(*)::integer as count from notifications.webhook_endpoints
      where tenant_id = $1 and deleted_at is null`,
    [tenant],
  );
  return row.count;
}

/** Inserts an endpoint; returns its prefixed id. */
export async function insertEndpoint(
  unit: UnitOfWork,
  endpoint: {
    tenantId: string;
    url: string;
    description: string | null;
    eventTypes: readonly string[];
    request: RequestName | undefined;
    /** Whether it gets events only after it has answered a challenge, which is due at once. */
    mustVerify: boolean;
  },
): Promise<string> {
  const id = newId('whe');
  await runParameterized(
    unit,
    `insert into notifications.webhook_endpoints
       (id, tenant_id, url, description, event_types, idempotency_key, fingerprint, verification, next_challenge_at)
     values ($1, $2, $3, $4, $5, $6, $7, case when $8 then 'pending' else 'verified' end, case when $8 then now() end)`,
    [
      idToUuid(id),
      idToUuid(endpoint.tenantId),
      endpoint.url,
      endpoint.description,
      endpoint.eventTypes,
      endpoint.request?.key ?? null,
      endpoint.request?.fingerprint ?? null,
      endpoint.mustVerify,
    ],
  );
  return id;
}

/** Changes the fields that are given. Enabling a disabled endpoint clears its failures. */
export async function updateEndpoint(
  unit: UnitOfWork,
  { tenantId, id }: { tenantId: string; id: string },
  changes: {
    url?: string | undefined;
    description?: string | null | undefined;
    eventTypes?: readonly string[] | undefined;
    enabled?: boolean | undefined;
  },
): Promise<void> {
  await runParameterized(
    unit,
    `update notifications.webhook_endpoints
        set url = coalesce($3, url), event_types = coalesce($4::text[], event_types),
            description = case when $5 then $6 else description end,
            enabled = coalesce($7, enabled), updated_at = now(),
            disabled_reason = case when $7 then null when $7 = false then coalesce(disabled_reason, 'by_request')
                                   else disabled_reason end,
            disabled_at = case when $7 then null when $7 = false then coalesce(disabled_at, now()) else disabled_at end,
            failing_since = case when $7 and not enabled then null else failing_since end
      where tenant_id = $1 and id = $2 and deleted_at is null`,
    [
      idToUuid(tenantId),
      idToUuid(id),
      changes.url ?? null,
      changes.eventTypes ?? null,
      changes.description !== undefined,
      changes.description ?? null,
      changes.enabled ?? null,
    ],
  );
}

/** Deletes an endpoint and its secrets and fails its pending deliveries; ended deliveries stay. False if there is none. */
export async function deleteEndpoint(
  unit: UnitOfWork,
  { tenantId, id }: { tenantId: string; id: string },
): Promise<boolean> {
  const [gone] = await runParameterized<{ id: string }>(
    unit,
    `update notifications.webhook_endpoints set deleted_at = now(), idempotency_key = null, fingerprint = null
      where tenant_id = $1 and id = $2 and deleted_at is null returning id`,
    [idToUuid(tenantId), idToUuid(id)],
  );
  if (!gone) return false;
  await runParameterized(unit, `delete from notifications.webhook_secrets where endpoint_id = $1`, [gone.id]);
  await runParameterized(
    unit,
    `update notifications.webhook_deliveries
        set status = 'failed', next_attempt_at = null, last_failure = 'the endpoint was deleted'
      where endpoint_id = $1 and status = 'pending'`,
    [gone.id],
  );
  return true;
}

function toEndpoint({ id, secrets, ...row }: EndpointRow): Endpoint {
  return {
    ...row,
    id: idFromUuid('whe', id),
    secrets: (secrets ?? []).map((secret) => ({ ...secret, id: idFromUuid('whs', secret.id) })),
  };
}
