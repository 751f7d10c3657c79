import { createHash, timingSafeEqual } from 'node:crypto';
import type { Actor } from '@florin/rules';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';
import type { RateLimits } from './rate-limits.ts';

/** The tenant and credential on whose behalf a request is made, and its scopes. */
export type Principal = {
  tenantId: string;
  credentialId: string;
  scopes: ReadonlySet<string>;
  /** Whether the credential works from a client's address. Absent if it works from any. */
  worksFrom?: (address: string) => boolean;
  /** The id of the access token that the client has sent instead of the API key. */
  tokenId?: string;
  /** Who acts and by which request, where a calling app has said so. */
  actor?: Actor;
};

/** Returns the principal of a request, or throws Problem('unauthenticated'). */
export type Authenticate = (request: FastifyRequest) => Principal | Promise<Principal>;

// Longer than any key or token of the bank. A longer text is refused without hashing it.
const maxKeyLength = 2_048;

/**
 * Returns undefined for an invalid key or token. With `onlyKnown` also for one that was not valid recently, so that it costs
 * no query. `address` is the client's.
 */
type LookUp = (key: string, use: { onlyKnown: boolean; address: string }) => Promise<Principal | undefined>;

/**
 * Authenticates by `Authorization: Bearer` or `X-API-Key`. Throws `forbidden` for a key that does not work from the client's
 * address. An address that sends many wrong keys is answered slowly, except for keys that were valid recently: others may
 * share the address. `explain` says why a key that was not found is refused, if its text shows it.
 */
export function keyAuthentication(
  lookUp: LookUp,
  { limits, explain }: { limits?: RateLimits; explain?: (key: string) => string | undefined } = {},
): Authenticate {
  return async (request) => {
    const key = presentedKey(request);
    const { ip: address } = request;
    const find = (onlyKnown: boolean) =>
      key === undefined ? undefined : lookUp(key, { onlyKnown, address });
    const isSlowed = limits?.isSlowed(address) === true;
    let principal = await find(isSlowed);
    if (!principal && isSlowed) {
      await limits.waitForSlowed(address);
      principal = await find(false);
    }
    if (principal?.worksFrom?.(address) === false) {
      throw new Problem('forbidden', { detail: `This key does not work from the address ${address}.` });
    }
    if (principal) return principal;
    limits?.countWrongKey(address);
    const hint = formHint(request);
    if (hint !== undefined) throw new Problem('unauthenticated', { detail: hint });
    throw refused(key !== undefined, key === undefined ? undefined : explain?.(key));
  };
}

/**
 * Authenticates an API of the release before this one at the apps behind it: the shared token as bearer token, and the
 * principal in X-Florin-Tenant, X-Florin-Credential and X-Florin-Scopes (separated by spaces). Every holder of the token may
 * fill these headers, so an app with API_ASSERTION_PUBLIC_KEYS does not accept them.
 */
export function sharedTokenAuthentication(token: string): Authenticate {
  const expected = digest(token);
  return (request) => {
    const presented = bearerToken(request);
    const tenantId = request.headers['x-florin-tenant'];
    if (presented === undefined || !timingSafeEqual(digest(presented), expected))
      throw refused(presented !== undefined);
    if (typeof tenantId !== 'string' || !/^tenant_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(tenantId))
      throw refused(true);
    const scopes = String(request.headers['x-florin-scopes'] ?? '').split(' ');
    const credentialId = String(request.headers['x-florin-credential'] || 'internal');
    return { tenantId, credentialId, scopes: new Set(scopes) };
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

function refused(wasPresented: boolean, detail?: string): Problem {
  if (!wasPresented) return new Problem('unauthenticated');
  return new Problem('unauthenticated', {
    detail: detail ?? 'This key or token does not work: it is unknown, expired or revoked.',
    headers: { 'www-authenticate': 'Bearer realm="florin", error="invalid_token"' },
  });
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
