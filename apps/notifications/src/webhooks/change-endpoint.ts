import { Problem, type OperationRequest } from '@florin/http';
import { checkEndpoint, checkMayRead } from './check-endpoint.ts';
import { recordEndpointChange, settingsOf } from './endpoint-changes.ts';
import type { WebhookSettings } from './endpoint-handlers.ts';
import { findEndpoint, lockEndpoint, updateEndpoint, type Endpoint } from './endpoint-store.ts';
import { assertEnabled } from './request-deliveries.ts';
import { beginVerification, requestVerification } from './verification-store.ts';

type ChangeRequest = Pick<
  OperationRequest<'updateWebhookEndpoint'>,
  'principal' | 'params' | 'body' | 'actor'
>;

/** Changes an endpoint. One with another URL has to prove itself again. Throws `not_found` if there is none. */
export async function changeEndpoint(
  settings: WebhookSettings,
  { principal: { tenantId, scopes }, params: { id }, body, actor }: ChangeRequest,
): Promise<Endpoint> {
  if (body.event_types) checkMayRead(scopes, body.event_types);
  await checkEndpoint(body, settings);
  const { event_types: eventTypes, ...rest } = body;
  const { mustVerify, countRequested } = settings;
  const endpoint = await settings.database.of(tenantId).unitOfWork(async (unit) => {
    await lockEndpoint(unit, id);
    const known = await findEndpoint(unit, { tenantId, id });
    if (!known) return undefined;
    const isMoved = body.url !== undefined && body.url !== known.url;
    if (isMoved) {
      // Another URL lets somebody else read the events.
      checkMayRead(scopes, eventTypes ?? known.event_types);
      if (mustVerify) countRequested(tenantId);
      await beginVerification(unit, id, mustVerify);
    }
    await updateEndpoint(unit, { tenantId, id }, { ...rest, eventTypes });
    const updated = await findEndpoint(unit, { tenantId, id });
    if (!updated) return undefined;
    const made = { change: 'updated', before: settingsOf(known), after: settingsOf(updated) } as const;
    await recordEndpointChange(unit, { tenantId, endpointId: id, actor }, made);
    return findEndpoint(unit, { tenantId, id });
  });
  if (!endpoint) throw new Problem('not_found');
  return endpoint;
}

/** Makes a challenge due at once unless the endpoint is verified. Throws `not_found` if there is none. */
export async function verifyEndpoint(
  { database, countRequested }: WebhookSettings,
  { principal: { tenantId }, params: { id }, actor }: Omit<ChangeRequest, 'body'>,
): Promise<Endpoint> {
  const endpoint = await database.of(tenantId).unitOfWork(async (unit) => {
    await lockEndpoint(unit, id);
    const known = await findEndpoint(unit, { tenantId, id });
    if (!known || known.verification.status === 'verified') return known;
    assertEnabled(known);
    countRequested(tenantId);
    await requestVerification(unit, { tenantId, id });
    const before = { verification: known.verification.status };
    const made = { change: 'verification_requested', before, after: { verification: 'pending' } } as const;
    await recordEndpointChange(unit, { tenantId, endpointId: id, actor }, made);
    return findEndpoint(unit, { tenantId, id });
  });
  if (!endpoint) throw new Problem('not_found');
  return endpoint;
}
