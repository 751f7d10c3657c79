import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';

/** The tenant and credential on whose behalf a request is made, and its scopes. */
export type Principal = { tenantId: string; credentialId: string; scopes: ReadonlySet<string> };

/** Returns the principal of a request, or throws Problem('unauthenticated'). */
export type Authenticate = (request: FastifyRequest) => Principal | Promise<Principal>;

// Longer than any key or token of the bank. A longer text is refused without hashing it.
const maxKeyLength = 2_048;

/** Authenticates by `Authorization: Bearer` or `X-API-Key`. `lookUp` returns undefined for an invalid key or token. */
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
 * Authenticates the API at the apps behind it: the shared token as bearer token, and the principal in X-Florin-Tenant,
 * X-Florin-Credential and X-Florin-Scopes (separated by spaces).
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
    // The API of the release before does not send the credential. Changes are then recorded as made by "internal".
    const credentialId = String(request.headers['x-florin-credential'] || 'internal');
    return { tenantId, credentialId, scopes: new Set(scopes) };
  };
}

/** The headers that `internalAuthentication` reads, for a request on behalf of this principal. */
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

/** Explains the correct form when a key was sent in another form, without repeating the key. Undefined if the form is correct. */
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
