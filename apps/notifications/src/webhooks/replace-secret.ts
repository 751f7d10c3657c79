import type { Database } from '@florin/database';
import { Problem, type OperationRequest } from '@florin/http';
import { findEndpoint } from './endpoint-store.ts';
import { checkFingerprint, requestName } from './named-request.ts';
import type { SecretSeal } from './sealed-secrets.ts';
import {
  activeSecrets,
  deleteSecret,
  endSecretsWithin,
  findSecretByRequest,
  insertSecret,
  type ShownSecret,
} from './secret-store.ts';

/** Each is a signature in the header of every webhook. */
const maxSecrets = 5;

/** Makes a new secret and lets those before it end, or finds the one that the same request made before. */
export function createSecret(
  database: Database,
  seal: SecretSeal,
  request: Pick<OperationRequest<'createWebhookSecret'>, 'principal' | 'params' | 'body' | 'idempotencyKey'>,
): Promise<{ secret: ShownSecret; isReplay: boolean }> {
  const { tenantId } = request.principal;
  const endpointId = request.params.id;
  const name = requestName(request);
  return database.unitOfWork(async (unit) => {
    if (!(await findEndpoint(unit, { tenantId, id: endpointId }))) throw new Problem('not_found');
    // Has the endpoint to itself from here on: of two requests under one name the second finds the first's secret.
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
    return { secret: await insertSecret(unit, seal, { endpointId, request: name }), isReplay: false };
  });
}

/** Ends a secret at once. The last one stays: webhooks are never sent unsigned. */
export function removeSecret(
  database: Database,
  { tenantId, endpointId, id }: { tenantId: string; endpointId: string; id: string },
): Promise<void> {
  return database.unitOfWork(async (unit) => {
    if (!(await findEndpoint(unit, { tenantId, id: endpointId }))) throw new Problem('not_found');
    const active = await activeSecrets(unit, endpointId);
    if (!active.includes(id)) throw new Problem('not_found');
    if (active.length === 1) {
      const detail = 'This is the last secret of the endpoint. Make a new one first.';
      throw new Problem('state_conflict', { detail });
    }
    await deleteSecret(unit, { endpointId, id });
  });
}
