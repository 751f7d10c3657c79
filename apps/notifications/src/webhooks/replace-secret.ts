import type { Database } from '@florin/database';
import { Problem, type OperationRequest } from '@florin/http';
import type { Actor } from '@florin/rules';
import { recordEndpointChange } from './endpoint-changes.ts';
import { findEndpoint } from './endpoint-store.ts';
import { checkFingerprint, requestName } from './idempotency.ts';
import type { SecretSeal } from './sealed-secrets.ts';
import {
  activeSecrets,
  deleteSecret,
  endSecretsWithin,
  findSecretByRequest,
  insertSecret,
  type ShownSecret,
} from './secret-store.ts';

/** The maximum per endpoint: each secret adds a signature to the header of every webhook. */
const maxSecrets = 5;

/** Creates a secret and ends the others after the overlap, or finds the one that the same request created before. */
export function createSecret(
  database: Database,
  seal: SecretSeal,
  request: Pick<
    OperationRequest<'createWebhookSecret'>,
    'principal' | 'params' | 'body' | 'idempotencyKey' | 'actor'
  >,
): Promise<{ secret: ShownSecret; isReplay: boolean }> {
  const { tenantId } = request.principal;
  const endpointId = request.params.id;
  const name = requestName(request);
  return database.of(tenantId).unitOfWork(async (unit) => {
    if (!(await findEndpoint(unit, { tenantId, id: endpointId }))) throw new Problem('not_found');
    // Locks the endpoint, so that of two requests with one idempotency key the second finds the secret of the first.
    const active = await activeSecrets(unit, endpointId);
    const known = name && (await findSecretByRequest(unit, seal, { endpointId, key: name.key }));
    if (known) {
      checkFingerprint(name, known.fingerprint);
      return { secret: known.secret, isReplay: true };
    }
    await endSecretsWithin(unit, endpointId, request.body.overlap_seconds);
    if (request.body.overlap_seconds > 0 && active.length >= maxSecrets) {
      const detail = `${maxSecrets} secrets sign already. Delete one, or wait until one has ended.`;
      throw new Problem('state_conflict', { detail });
    }
    const secret = await insertSecret(unit, seal, { endpointId, request: name });
    const made = { change: 'secret_created', before: {}, after: { secret_id: secret.id } } as const;
    await recordEndpointChange(unit, { tenantId, endpointId, actor: request.actor }, made);
    return { secret, isReplay: false };
  });
}

/** Deletes a secret. The last one of an endpoint cannot be deleted: webhooks are never sent unsigned. */
export function removeSecret(
  database: Database,
  { tenantId, endpointId, id, actor }: { tenantId: string; endpointId: string; id: string; actor: Actor },
): Promise<void> {
  return database.of(tenantId).unitOfWork(async (unit) => {
    if (!(await findEndpoint(unit, { tenantId, id: endpointId }))) throw new Problem('not_found');
    const active = await activeSecrets(unit, endpointId);
    if (!active.includes(id)) throw new Problem('not_found');
    if (active.length === 1) {
      const detail = 'This is the last secret of the endpoint. Make a new one first.';
      throw new Problem('state_conflict', { detail });
    }
    await deleteSecret(unit, { endpointId, id });
    const made = { change: 'secret_deleted', before: { secret_id: id }, after: {} } as const;
    await recordEndpointChange(unit, { tenantId, endpointId, actor }, made);
  });
}
