import { idFromUuid, idToUuid, isUnavailable, runParameterized, type Database } from '@florin/database';
import { LRUCache } from 'lru-cache';
import { createAddressCheck } from './allowed-addresses.ts';
import { ApiKeyEntity, type ApiKey } from './api-key.ts';
import { keyHash, looksLikeKey } from './key-text.ts';

/** The tenant and credential on whose behalf a request is made, and its scopes. */
export interface Principal {
  tenantId: string;
  credentialId: string;
  scopes: ReadonlySet<string>;
  /** Whether the credential works from a client's address. Absent if it works from any. */
  worksFrom?: (address: string) => boolean;
  /** The id (`jti`) of the access token that was sent instead of the API key. */
  tokenId?: string;
}

/** The credential cannot be checked because the database is unavailable. Answer 503, never 401 or 2xx. */
export class CredentialsUnavailable extends Error {
  constructor(cause: unknown) {
    super('credentials cannot be checked while the database is unavailable', { cause });
    this.name = 'CredentialsUnavailable';
  }
}

/** The tenant of the credential lives in another cell now. Answer 401. */
export class CredentialMoved extends Error {
  constructor(cell: string) {
    super(`This key or token is for the cell ${cell}: its tenant has moved there.`);
    this.name = 'CredentialMoved';
  }
}

export interface AuthenticatorOptions {
  /**
   * How long a result is cached, counted from the start of the database query. A revoked key works at most this long,
   * which must stay below 5 s. Default and maximum: 3,000.
   */
  cacheTtlMs?: number;
}

interface Credential {
  principal: Principal;
  endsAt: number;
}

const ttlMaxMs = 3_000;
const unknownTtlMs = 1_000;
/** Maximum number of entries in each of the two caches: about 5 MB when full of random keys. */
const cacheSize = 10_000;
/** The last use of a key is written at most this often, with the look-up that finds it old. */
const lastUsedStepMs = 60_000;

/** What is recorded about the use of a key. */
export type KeyUse = { address?: string | undefined };

type Query = { sha256: Buffer } | { id: string };

/**
 * Finds the Principal of a key. Returns undefined for a key that is unknown, revoked or expired. All requests with one
 * key together cost one database query per `cacheTtlMs`. Throws CredentialsUnavailable when a query is needed and the
 * database is unavailable, or the tenant still arrives here or has left within five minutes, and CredentialMoved when it
 * lives in another cell.
 */
export interface Credentials {
  /** By the text of the key. With `onlyKnown`, a key that was not valid recently counts as unknown and costs no query. */
  ofSecret(key: string, use?: KeyUse & { onlyKnown?: boolean }): Promise<Principal | undefined>;
  /** By the id of the key, for an access token issued from it. */
  ofId(id: string, use?: KeyUse): Promise<Principal | undefined>;
}

/** The `ofSecret` of {@link createCredentials}, for callers that use keys only. */
export function createAuthenticator(
  database: Database,
  options?: AuthenticatorOptions,
): Credentials['ofSecret'] {
  return createCredentials(database, options).ofSecret;
}

export function createCredentials(
  database: Database,
  { cacheTtlMs = ttlMaxMs }: AuthenticatorOptions = {},
): Credentials {
  if (cacheTtlMs > ttlMaxMs) throw new RangeError(`cacheTtlMs is at most ${ttlMaxMs}`);
  // Two caches, so that a client that tries random keys cannot evict valid ones.
  // Credentials stay in it beyond their time as a sign that they were valid recently; they are looked up again before use.
  const known = new LRUCache<string, Credential>({
    max: cacheSize,
    ttl: cacheTtlMs,
    noDeleteOnStaleGet: true,
  });
  const unknown = new LRUCache<string, true>({ max: cacheSize, ttl: unknownTtlMs });
  const underWay = new Map<string, Promise<Credential | undefined>>();

  async function lookUp(query: Query, cacheKey: string, use: KeyUse): Promise<Credential | undefined> {
    const startedAt = Date.now();
    const credential = await findCredential(database, query, use);
    const ttl = cacheTtlMs - (Date.now() - startedAt);
    if (!credential) {
      unknown.set(cacheKey, true);
      known.delete(cacheKey);
    }
    if (credential && ttl > 0) known.set(cacheKey, credential, { ttl });
    return credential;
  }

  function lookUpOnce(query: Query, cacheKey: string, use: KeyUse): Promise<Credential | undefined> {
    let lookup = underWay.get(cacheKey);
    if (!lookup) {
      lookup = lookUp(query, cacheKey, use).finally(() => underWay.delete(cacheKey));
      underWay.set(cacheKey, lookup);
    }
    return lookup;
  }

  async function principalOf(query: Query, cacheKey: string, use: KeyUse): Promise<Principal | undefined> {
    if (unknown.has(cacheKey)) return undefined;
    const credential = known.get(cacheKey) ?? (await lookUpOnce(query, cacheKey, use));
    return credential && credential.endsAt > Date.now() ? credential.principal : undefined;
  }

  return {
    async ofSecret(key, { onlyKnown = false, ...use } = {}) {
      if (!looksLikeKey(key)) return undefined;
      const sha256 = keyHash(key);
      const cacheKey = sha256.toString('base64');
      if (onlyKnown && known.peek(cacheKey, { allowStale: true }) === undefined) return undefined;
      return principalOf({ sha256 }, cacheKey, use);
    },
    ofId: (id, use = {}) => principalOf({ id }, id, use),
  };
}

type TenantMove = { cell: string; state: 'moved' | 'arriving'; isRecent: boolean };
/** Recent: a balancer that does not know of the move yet leads keys here, and clients send such requests again. */
const moveOfTenant = `
  select cell, state, coalesce(moved_at > clock_timestamp() - interval '5 minutes', false) as "isRecent"
  from access.tenant_moves where tenant_id = $1 and state in ('moved', 'arriving')`;

const tenantOfKey = 'select access.tenant_of_key($1, $2) as tenant';

/** A process sees no key before it knows whose it is. */
async function findCredential(
  database: Database,
  query: Query,
  { address }: KeyUse,
): Promise<Credential | undefined> {
  try {
    const parameters = 'sha256' in query ? [query.sha256, null] : [null, idToUuid(query.id)];
    const [found] = await database.query<{ tenant: string | null }>(tenantOfKey, parameters);
    if (!found?.tenant) return undefined;
    return await database.of(idFromUuid('tenant', found.tenant)).read(async (em) => {
      const key = await em.findOne(ApiKeyEntity, query);
      if (!key || key.revokedAt) return undefined;
      const [move] = await runParameterized<TenantMove>(em, moveOfTenant, [found.tenant]);
      if (move) throw refusalOf(move, 'sha256' in query);
      const now = new Date();
      if (now.getTime() - (key.lastUsedAt?.getTime() ?? 0) > lastUsedStepMs) {
        const where = address === undefined ? {} : { lastUsedAddress: address };
        await em.nativeUpdate(ApiKeyEntity, { id: key.id }, { lastUsedAt: now, ...where });
      }
      return {
        principal: principalFrom(key),
        endsAt: key.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
      };
    });
  } catch (error) {
    throw isUnavailable(error) ? new CredentialsUnavailable(error) : error;
  }
}

/** A token ends with the move, because its cell has signed it: its client exchanges the key again after a 401. */
function refusalOf({ cell, state, isRecent }: TenantMove, isKey: boolean): Error {
  if (state === 'arriving')
    return new CredentialsUnavailable(new Error('the tenant has not arrived in this cell yet'));
  if (isKey && isRecent)
    return new CredentialsUnavailable(new Error(`the tenant has moved to the cell ${cell}`));
  return new CredentialMoved(cell);
}

function principalFrom({ tenantId, id, scopes, allowedAddresses }: ApiKey): Principal {
  const principal = { tenantId, credentialId: id, scopes: new Set<string>(scopes) };
  return allowedAddresses ? { ...principal, worksFrom: createAddressCheck(allowedAddresses) } : principal;
}
