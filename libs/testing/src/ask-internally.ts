import { internalToken } from './app.ts';

export type InternalAnswer = { status: number; text: string; headers: Headers };

/** Sends a request to an app as the API's HTTP server forwards it for this tenant, with these scopes. */
export async function askInternally(
  url: string,
  caller: { tenantId: string; scopes: string[]; credentialId?: string; idempotencyKey?: string },
  sent: { method?: string; body?: unknown; accept?: string } = {},
): Promise<InternalAnswer> {
  const { method = 'GET', body, accept } = sent;
  const answer = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(accept === undefined ? {} : { accept }),
      ...(caller.credentialId === undefined ? {} : { 'x-florin-credential': caller.credentialId }),
      ...(caller.idempotencyKey === undefined ? {} : { 'idempotency-key': caller.idempotencyKey }),
      authorization: `Bearer ${internalToken}`,
      'x-florin-tenant': caller.tenantId,
      'x-florin-scopes': caller.scopes.join(' '),
    },
    signal: AbortSignal.timeout(10_000),
  });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}
