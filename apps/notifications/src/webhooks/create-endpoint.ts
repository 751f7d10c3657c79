import type { Database } from '@florin/database';
import { Problem, type OperationRequest } from '@florin/http';
import { actorView } from '@florin/rules';
import { recordEndpointChange, settingsOf } from './endpoint-changes.ts';
import {
  countEndpoints,
  findEndpoint,
  findEndpointByRequest,
  insertEndpoint,
  type Endpoint,
} from './endpoint-store.ts';
import { checkFingerprint, requestName, retryOnDuplicate } from './idempotency.ts';
import type { SecretSeal } from './sealed-secrets.ts';
import { findFirstSecret, insertSecret } from './secret-store.ts';

/** The maximum per tenant: each event is matched against the filters of all endpoints of its tenant. */
const maxEndpoints = 100;

type Created = { endpoint: Endpoint; secret: string; isReplay: boolean };

/**
 * Creates an endpoint with its first secret, or finds the one that the same request created before. `check` runs for new
 * endpoints only, because the host of an earlier one may no longer exist.
 */
export async function createEndpoint(
  database: Database,
  seal: SecretSeal,
  request: Pick<OperationRequest<'createWebhookEndpoint'>, 'principal' | 'body' | 'idempotencyKey' | 'actor'>,
  { mustVerify, check }: { mustVerify: boolean; check: () => Promise<void> },
): Promise<Created> {
  const { actor } = request;
  const { tenantId } = request.principal;
  const name = requestName(request);
  const made =
    name &&
    (await database.of(tenantId).read((unit) => findEndpointByRequest(unit, { tenantId, key: name.key })));
  if (!made) await check();
  return retryOnDuplicate(() =>
    database.of(tenantId).unitOfWork(async (unit) => {
      const known = name && (await findEndpointByRequest(unit, { tenantId, key: name.key }));
      if (known) {
        checkFingerprint(name, known.fingerprint);
        const endpoint = await findEndpoint(unit, { tenantId, id: known.id });
        const shown = await findFirstSecret(unit, seal, known.id);
        if (!endpoint || !shown) throw new Problem('state_conflict', { detail: secretGone });
        return { endpoint, secret: shown.secret, isReplay: true };
      }
      if ((await countEndpoints(unit, tenantId)) >= maxEndpoints) {
        throw new Problem('limit_exceeded', { detail: `There are ${maxEndpoints} endpoints already.` });
      }
      const { url, description = null, event_types: eventTypes } = request.body;
      const id = await insertEndpoint(unit, {
        tenantId,
        url,
        description,
        eventTypes,
        request: name,
        mustVerify,
      });
      const { secret } = await insertSecret(unit, seal, { endpointId: id, request: undefined });
      const endpoint = (await findEndpoint(unit, { tenantId, id }))!;
      const made = { change: 'created', before: {}, after: settingsOf(endpoint) } as const;
      await recordEndpointChange(unit, { tenantId, endpointId: id, actor }, made);
      return { endpoint: { ...endpoint, changed_by: actorView(actor) }, secret, isReplay: false };
    }),
  );
}

const secretGone = 'This request created an endpoint whose first secret has been deleted since.';
