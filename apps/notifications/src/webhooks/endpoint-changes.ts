import { createHash } from 'node:crypto';
import { idToUuid, runParameterized, type UnitOfWork } from '@florin/database';
import { actorView, type Actor } from '@florin/rules';
import { differences } from '../differences.ts';
import type { changesOfSettings, Endpoint } from './endpoint-store.ts';

/** What was requested for an endpoint and leaves its settings as they are. */
type Request = 'verification_requested' | 'test_requested' | 'delivery_replayed';
type Change = (typeof changesOfSettings)[number] | Request;

/** What a record shows of an endpoint before and after its change. */
type Recorded = Partial<Pick<Endpoint, 'description' | 'event_types' | 'enabled'>> & {
  url_origin?: string;
  url_sha256?: string;
  secret_id?: string;
  delivery_id?: string;
  verification?: Endpoint['verification']['status'];
};

/**
 * The fields of an endpoint that its tenant sets. Path and query of its URL may hold a token, and a record is never deleted:
 * it has the origin, and the hash (hex) of the whole URL, by which a change is visible.
 */
export const settingsOf = ({ url, description, event_types, enabled }: Endpoint): Recorded => ({
  url_origin: new URL(url).origin,
  url_sha256: createHash('sha256').update(url).digest('hex'),
  ...{ description, event_types, enabled },
});

/** Records a change in the unit of work that makes it. Ids are prefixed. A change that changes nothing leaves no record. */
export async function recordEndpointChange(
  unit: UnitOfWork,
  endpoint: { tenantId: string; endpointId: string; actor: Actor },
  { change, before, after }: { change: Change; before: Recorded; after: Recorded },
): Promise<void> {
  const { tenantId, endpointId, actor } = endpoint;
  const [was, is] = differences(before, after);
  if (change === 'updated' && Object.keys(is).length === 0) return;
  await runParameterized(
    unit,
    `insert into notifications.webhook_endpoint_changes (tenant_id, endpoint_id, change, before, after, actor)
     values ($1, $2, $3, $4::jsonb, $5::jsonb, $6::jsonb)`,
    [
      idToUuid(tenantId),
      idToUuid(endpointId),
      change,
      ...[was, is, actorView(actor)].map((value) => JSON.stringify(value)),
    ],
  );
}
