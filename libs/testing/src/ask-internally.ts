import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { internalKeys } from '@florin/processes';
import { internalToken } from './app.ts';

export type InternalAnswer = { status: number; text: string; headers: Headers };

type Caller = { tenantId: string; scopes: string[]; credentialId?: string; idempotencyKey?: string };

/**
 * Sends a request to an app as the API's HTTP server forwards it for this tenant, with these scopes. `claims` replace some of
 * the assertion, which is written here without a library, as another implementation would.
 */
export async function askInternally(
  url: string,
  caller: Caller,
  sent: { method?: string; body?: unknown; accept?: string; claims?: object } = {},
): Promise<InternalAnswer> {
  const { method = 'GET', body, accept, claims = {} } = sent;
  const answer = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(accept === undefined ? {} : { accept }),
      ...(caller.idempotencyKey === undefined ? {} : { 'idempotency-key': caller.idempotencyKey }),
      authorization: `Bearer ${assertion(url, caller, { htm: method, ...claims })}`,
    },
    signal: AbortSignal.timeout(60_000),
  });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

/** The first part of a path belongs to one app only. */
const appsByPath: Record<string, string> = { fraud: 'fraud', analytics: 'analytics' };

function assertion(
  url: string,
  { tenantId, scopes, credentialId = 'internal' }: Caller,
  claims: object,
): string {
  const der = Buffer.from(internalKeys(internalToken).api.privateKey, 'base64');
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const kid = createHash('sha256').update(spki).digest('base64url').slice(0, 16);
  const { pathname } = new URL(url);
  const now = Math.floor(Date.now() / 1_000);
  const parts = [
    { alg: 'EdDSA', typ: 'florin-call+jwt', kid },
    {
      ...{ iss: 'api', aud: appsByPath[pathname.split('/')[1] ?? ''] ?? 'notifications', sub: credentialId },
      ...{ iat: now, exp: now + 50, tenant_id: tenantId, scope: scopes.join(' '), request_id: 'test' },
      ...{ htu: pathname, ...claims },
    },
  ];
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
}
