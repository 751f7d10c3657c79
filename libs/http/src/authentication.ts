import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';
import type { Authenticate, Principal } from './principal.ts';

// Longer than any key or token we make; whatever is longer is not worth hashing.
const maxKeyLength = 2_048;

/** Authenticates by `Authorization: Bearer` or `X-API-Key`; `lookUp` answers undefined for a key or token that does not work. */
export function keyAuthentication(lookUp: (key: string) => Promise<Principal | undefined>): Authenticate {
  return async (request) => {
    const key = presentedKey(request);
    const principal = key === undefined ? undefined : await lookUp(key);
    if (principal) return principal;
    const hint = formHint(request);
    throw hint === undefined ? refused(key !== undefined) : new Problem('unauthenticated', { detail: hint });
  };
}

/**
 * Authenticates the API's own HTTP server at the apps behind it: the shared token as bearer, and on whose behalf the
 * request comes in X-Florin-Tenant, X-Florin-Credential and X-Florin-Scopes (separated by spaces).
 */
export function internalAuthentication(token: string): Authenticate {
  const expected = digest(token);
  return (request) => {
    const presented = bearerToken(request);
    const tenantId = request.headers['x-florin-tenant'];
    if (presented === undefined || !timingSafeEqual(digest(presented), expected))
      throw refused(presented !== undefined);
    if (typeof tenantId !== 'string' || !/^tenant_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(tenantId))
      throw refused(true);
    const scopes = String(request.headers['x-florin-scopes'] ?? '').split(' ');
    // An API of the release before does not send it; whoever has changed something is then "internal".
    const credentialId = String(request.headers['x-florin-credential'] || 'internal');
    return { tenantId, credentialId, scopes: new Set(scopes) };
  };
}

/** What `internalAuthentication` reads: the headers of a request to an app behind the server, on this principal's behalf. */
export function internalHeaders(token: string, principal: Principal | null): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    'x-florin-tenant': principal?.tenantId ?? '',
    'x-florin-credential': principal?.credentialId ?? '',
    'x-florin-scopes': [...(principal?.scopes ?? [])].join(' '),
  };
}

function presentedKey(request: FastifyRequest): string | undefined {
  const { authorization, 'x-api-key': fromHeader } = request.headers;
  const key = authorization === undefined ? fromHeader : bearerToken(request);
  if (authorization !== undefined && fromHeader !== undefined && key !== fromHeader) {
    throw new Problem('malformed_request', {
      detail: 'Authorization and X-API-Key do not carry the same key: send one of them.',
    });
  }
  return typeof key === 'string' && key.length > 0 && key.length <= maxKeyLength ? key : undefined;
}

/** How a key has to be sent that was sent in another form; undefined where the form is right. Repeats nothing of it. */
function formHint({ headers }: FastifyRequest): string | undefined {
  const { authorization, 'x-api-key': apiKey } = headers;
  if (authorization === undefined) {
    const hasScheme = typeof apiKey === 'string' && /^bearer /i.test(apiKey);
    return hasScheme ? 'X-API-Key takes the key alone, without `Bearer ` before it.' : undefined;
  }
  if (/^Bearer *$/i.test(authorization)) return 'Authorization has no key behind `Bearer`.';
  if (/^Bearer +["'<].*["'>] *$/i.test(authorization))
    return 'Send the key without quotes or brackets: `Authorization: Bearer <key>`.';
  if (/^Bearer +[^ ]+ *$/i.test(authorization)) return undefined;
  if (/^[^ ]+$/.test(authorization)) return 'In Authorization, put `Bearer ` before the key.';
  return 'Send the key as `Authorization: Bearer <key>`, with one blank between them.';
}

function bearerToken(request: FastifyRequest): string | undefined {
  return /^Bearer +([^ ]+) *$/i.exec(request.headers.authorization ?? '')?.[1];
}

function refused(wasPresented: boolean): Problem {
  if (!wasPresented) return new Problem('unauthenticated');
  return new Problem('unauthenticated', {
    detail: 'This key or token does not work: it is unknown, expired or revoked.',
    headers: { 'www-authenticate': 'Bearer realm="florin", error="invalid_token"' },
  });
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
