import { isUnavailable, type Database } from '@florin/database';
import { LRUCache } from 'lru-cache';
import { ApiKeyEntity } from './api-key.ts';
import { keyHash, looksLikeKey } from './key-text.ts';

/** On whose behalf a request comes, and what it may do. */
export interface Principal {
  tenantId: string;
  credentialId: string;
  scopes: ReadonlySet<string>;
}

/** Nobody knows whether the credential is good: the database is away. Answer 503, never 401 and never 2xx. */
export class CredentialsUnavailable extends Error {
  constructor(cause: unknown) {
    super('credentials cannot be checked while the database is away', { cause });
    this.name = 'CredentialsUnavailable';
  }
}

export interface AuthenticatorOptions {
  /**
   * How long an answer about a key is used, counted from when the database was asked. A revoked key works at most
   * this long, which has to stay below 5 s. Default and greatest value 3000.
   */
  cacheTtlMs?: number;
}

interface Credential {
  principal: Principal;
  endsAt: number;
}

const greatestTtlMs = 3000;
const unknownTtlMs = 1000;
/** Entries at most, in each of the two caches: about 5 MB when full of random keys. */
const cacheSize = 10_000;
const lastUsedStepMs = 60_000;

type Query = { sha256: Buffer } | { id: string };

/**
 * Tells whose key this is: a Principal, or undefined for a key that is unknown, revoked or expired. Many requests with
 * one key cost one look-up per `cacheTtlMs`. Throws CredentialsUnavailable when the database has to be asked and is away.
 */
export interface Credentials {
  /** By the key itself. */
  ofSecret(key: string): Promise<Principal | undefined>;
  /** By its id, for what was handed out in the key's place. */
  ofId(id: string): Promise<Principal | undefined>;
}

/** The `ofSecret` of `createCredentials`, where keys are all there is. */
export function createAuthenticator(
  database: Database,
  options?: AuthenticatorOptions,
): Credentials['ofSecret'] {
  return createCredentials(database, options).ofSecret;
}

export function createCredentials(
  database: Database,
  { cacheTtlMs = greatestTtlMs }: AuthenticatorOptions = {},
): Credentials {
  if (cacheTtlMs > greatestTtlMs) throw new RangeError(`cacheTtlMs is at most ${greatestTtlMs}`);
  // Two caches, so that somebody who tries random keys cannot push out the good ones.
  const known = new LRUCache<string, Credential>({ max: cacheSize, ttl: cacheTtlMs });
  const unknown = new LRUCache<string, true>({ max: cacheSize, ttl: unknownTtlMs });
  const underWay = new Map<string, Promise<Credential | undefined>>();

  async function lookUp(query: Query, cacheKey: string): Promise<Credential | undefined> {
    const startedAt = Date.now();
    const credential = await findCredential(database, query);
    const ttl = cacheTtlMs - (Date.now() - startedAt);
    if (!credential) unknown.set(cacheKey, true);
    else if (ttl > 0) known.set(cacheKey, credential, { ttl });
    return credential;
  }

  function lookUpOnce(query: Query, cacheKey: string): Promise<Credential | undefined> {
    let lookup = underWay.get(cacheKey);
    if (!lookup) {
      lookup = lookUp(query, cacheKey).finally(() => underWay.delete(cacheKey));
      underWay.set(cacheKey, lookup);
    }
    return lookup;
  }

  async function principalOf(query: Query, cacheKey: string): Promise<Principal | undefined> {
    if (unknown.has(cacheKey)) return undefined;
    const credential = known.get(cacheKey) ?? (await lookUpOnce(query, cacheKey));
    return credential && credential.endsAt > Date.now() ? credential.principal : undefined;
  }

  return {
    async ofSecret(key) {
      if (!looksLikeKey(key)) return undefined;
      const sha256 = keyHash(key);
      return principalOf({ sha256 }, sha256.toString('base64'));
    },
    ofId: (id) => principalOf({ id }, id),
  };
}

async function findCredential(database: Database, query: Query): Promise<Credential | undefined> {
  try {
    return await database.read(async (em) => {
      const key = await em.findOne(ApiKeyEntity, query);
      if (!key || key.revokedAt) return undefined;
      const now = new Date();
      if (now.getTime() - (key.lastUsedAt?.getTime() ?? 0) > lastUsedStepMs) {
        await em.nativeUpdate(ApiKeyEntity, { id: key.id }, { lastUsedAt: now });
      }
      return {
        principal: { tenantId: key.tenantId, credentialId: key.id, scopes: new Set<string>(key.scopes) },
        endsAt: key.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY,
      };
    });
  } catch (error) {
    throw isUnavailable(error) ? new CredentialsUnavailable(error) : error;
  }
}
