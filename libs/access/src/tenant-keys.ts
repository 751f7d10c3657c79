import { isUniqueViolation, readClock, type Database } from '@florin/database';
import type { Actor } from '@florin/rules';
import { LockMode, type EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { createHash, timingSafeEqual } from 'node:crypto';
import { AccessRefusal } from './access-refusal.ts';
import { ApiKeyEntity, apiKeyStatus, type ApiKey, type ApiKeyRow } from './api-key.ts';
import { noSuchKey } from './api-keys.ts';
import { insertKey, type IdempotentRequest } from './insert-key.ts';
import { recordKeyChange } from './key-changes.ts';
import { newKeyTerms, type KeyTerms } from './key-terms.ts';
import { findChildren, revokeDescendants } from './revoke-descendants.ts';
import type { Scope } from './scopes.ts';

/** A request of a tenant to change its keys. */
export interface KeyRequest {
  tenantId: string;
  /** The API key that makes the request. It cannot grant a scope it lacks, or anything once it has ended. */
  requestingKeyId: string;
  /** The scopes of the request: those of its key, or fewer if it carries an access token. */
  scopes: ReadonlySet<string>;
  /** Recorded with the change. */
  requestId: string;
  actor: Actor;
  /** The longest that a new key may work; null or undefined for no maximum. */
  maxLifetimeMs?: number | null;
  /** The name of the cell, which the text of a new key carries. Default: none. */
  cell?: string | undefined;
  /** The same request under the same idempotency key creates no second API key. */
  idempotencyKey: string | undefined;
  /**
   * Claims the idempotency key among all operations of the tenant, in the unit of work of the request. Throws when the
   * key was used for another request. Without it, the key is unique among API keys only.
   */
  takeKey?: TakeKey;
}

type TakeKey = (em: SqlEntityManager, operation: KeyOperation, fingerprint: Buffer) => Promise<unknown>;
type KeyOperation = 'createApiKey' | 'rotateApiKey' | 'revokeApiKey';

export interface IssuedApiKey {
  key: ApiKey;
  /** Null when the request is a replay: only the hash of the key was stored. */
  secret: string | null;
}

/** What a request wants of a new key. Without `allowedAddresses`, those of the requesting key. */
type WantedTerms = { expiresAt: Date | null; allowedAddresses?: readonly string[] };

/**
 * Creates a key for the tenant of the request. It ends with the requesting key at the latest. Throws AccessRefusal:
 * `validation_failed` as `newKeyTerms` does, `forbidden` if the request lacks one of the scopes, `unauthenticated` if its
 * key has ended, and `idempotency_key_reused`.
 */
export function issueApiKey(
  database: Database,
  request: KeyRequest,
  wanted: WantedTerms & { name: string; scopes: readonly Scope[] },
): Promise<IssuedApiKey> {
  const idempotent = idempotentRequest(request, ['create', wanted]);
  return issueOnce(database, { request, idempotent, operation: 'createApiKey' }, async (em, requester) => {
    const now = await readClock(em);
    assertMayGrant(request, requester, wanted.scopes);
    const terms = termsOf(request, requester, { ...wanted, now });
    const { tenantId, requestingKeyId: createdBy, cell } = request;
    return insertKey(em, { ...wanted, ...terms, tenantId, createdBy, now, cell, request: idempotent });
  });
}

/**
 * Creates a key with the same name, scopes and, unless others are wanted, allowed addresses. The old key expires after the
 * overlap, or at its own expiry if that is earlier. Throws AccessRefusal as `issueApiKey`, and `not_found`, and
 * `state_conflict` if the old key has ended.
 */
export function rotateApiKey(
  database: Database,
  request: KeyRequest,
  wanted: WantedTerms & { id: string; overlapMs: number },
): Promise<IssuedApiKey> {
  const { id, overlapMs, expiresAt } = wanted;
  const idempotent = idempotentRequest(request, ['rotate', wanted]);
  return issueOnce(database, { request, idempotent, operation: 'rotateApiKey' }, async (em, requester) => {
    const now = await readClock(em);
    const old = await lockKey(em, request.tenantId, id);
    assertMayGrant(request, requester, old.scopes);
    const allowedAddresses = wanted.allowedAddresses ?? old.allowedAddresses;
    // Before the old key gets an earlier end, which it may be that makes the new one.
    const terms = termsOf(request, requester, {
      expiresAt,
      now,
      ...(allowedAddresses && { allowedAddresses }),
    });
    const status = apiKeyStatus(old, now);
    if (status !== 'active') {
      throw new AccessRefusal('state_conflict', `API key ${id} is ${status}; it cannot be rotated.`);
    }
    const end = new Date(now.getTime() + overlapMs);
    old.expiresAt = old.expiresAt && old.expiresAt < end ? old.expiresAt : end;
    recordKeyChange(em, old, 'rotated', authorAt(now, request));
    const { name, scopes, tenantId } = old;
    const { requestingKeyId: createdBy, cell } = request;
    const fresh = { tenantId, name, scopes, ...terms, createdBy, now, cell, replaces: id };
    return insertKey(em, { ...fresh, request: idempotent });
  });
}

export interface RevokedApiKey {
  key: ApiKey;
  /** With `cascade`, the keys that this request revoked with it; without, the keys that it made and that go on. */
  children: ApiKey[];
}

/**
 * Revokes a key, with `cascade` also the keys that it made, and those that they made. Every process refuses them within 3 s.
 * Revoking a key again keeps the first time. A key may revoke itself. Throws AccessRefusal: `not_found`, `forbidden` if the
 * request lacks a scope of the key, and `unauthenticated` if the requesting key has ended.
 */
export function revokeTenantApiKey(
  database: Database,
  request: KeyRequest,
  id: string,
  { cascade = false }: { cascade?: boolean } = {},
): Promise<RevokedApiKey> {
  return database.of(request.tenantId).unitOfWork(async (em) => {
    const requester = await lockRequester(em, request);
    const idempotent = idempotentRequest(request, cascade ? ['revoke', id, 'cascade'] : ['revoke', id]);
    if (idempotent) await request.takeKey?.(em, 'revokeApiKey', idempotent.fingerprint);
    const key = await lockKey(em, request.tenantId, id);
    // A leaked key can be ended with itself.
    if (id !== request.requestingKeyId) assertMayGrant(request, requester, key.scopes);
    const change = authorAt(await readClock(em), request);
    if (!key.revokedAt) {
      key.revokedAt = change.at;
      recordKeyChange(em, key, 'revoked', change);
    }
    return { key, children: cascade ? await revokeDescendants(em, key, change) : await findChildren(em, id) };
  });
}

type Issuing = { request: KeyRequest; idempotent: IdempotentRequest | undefined; operation: KeyOperation };
type Issue = (em: SqlEntityManager, requester: ApiKeyRow) => Promise<{ row: ApiKeyRow; secret: string }>;

/**
 * Of two concurrent requests under one idempotency key, one violates the unique constraint. Its second attempt finds the
 * key that the other request created.
 */
async function issueOnce(database: Database, issuing: Issuing, issue: Issue): Promise<IssuedApiKey> {
  const ofTenant = database.of(issuing.request.tenantId);
  const attempt = () => ofTenant.unitOfWork((em) => findOrIssue(em, issuing, issue));
  try {
    return await attempt();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return attempt();
  }
}

async function findOrIssue(
  em: SqlEntityManager,
  { request, idempotent, operation }: Issuing,
  issue: Issue,
): Promise<IssuedApiKey> {
  const requester = await lockRequester(em, request);
  const known = idempotent && (await findByRequest(em, request.tenantId, idempotent));
  if (known) return { key: known, secret: null };
  if (idempotent) await request.takeKey?.(em, operation, idempotent.fingerprint);
  const { row, secret } = await issue(em, requester);
  // The recorded change refers to the row of the key.
  await em.flush();
  recordKeyChange(em, row, 'created', authorAt(row.createdAt, request));
  return { key: row, secret };
}

const authorAt = (at: Date, { actor, requestId }: KeyRequest) => ({ at, actor, requestId });

/**
 * Locks the row of the requesting key (shared) until the end of the unit of work. Servers cache a key for 3 s; the row
 * decides here, so that a key whose revocation is committed cannot create another key.
 */
async function lockRequester(
  em: SqlEntityManager,
  { tenantId, requestingKeyId }: KeyRequest,
): Promise<ApiKeyRow> {
  const lockMode = LockMode.PESSIMISTIC_READ;
  const requester = await em.findOne(ApiKeyEntity, { id: requestingKeyId, tenantId }, { lockMode });
  if (requester && apiKeyStatus(requester, await readClock(em)) === 'active') return requester;
  throw new AccessRefusal(
    'unauthenticated',
    'This key or token does not work: it is unknown, expired or revoked.',
  );
}

async function lockKey(em: EntityManager, tenantId: string, id: string): Promise<ApiKeyRow> {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  // `refresh`: the requesting key may be the same row, which was read before this lock.
  const key = await em.findOne(ApiKeyEntity, { id, tenantId }, { lockMode, refresh: true });
  return key ?? noSuchKey(id);
}

/** Checked after the idempotency key, because a retry may arrive after `expiresAt`. */
function termsOf(
  { maxLifetimeMs = null }: KeyRequest,
  maker: ApiKeyRow,
  { expiresAt, allowedAddresses, now }: WantedTerms & { now: Date },
): KeyTerms {
  const wanted = { expiresAt, allowedAddresses: allowedAddresses ?? null };
  return newKeyTerms(wanted, { now, maxLifetimeMs, maker });
}

function assertMayGrant(request: KeyRequest, requester: ApiKeyRow, scopes: readonly Scope[]): void {
  const missing = scopes.filter((scope) => !requester.scopes.includes(scope) || !request.scopes.has(scope));
  if (missing.length === 0) return;
  const which = missing.length === 1 ? 'scope' : 'scopes';
  throw new AccessRefusal('forbidden', `This key lacks the ${which} ${missing.join(', ')}.`);
}

async function findByRequest(
  em: EntityManager,
  tenantId: string,
  { key: idempotencyKey, fingerprint }: IdempotentRequest,
): Promise<ApiKeyRow | null> {
  const populate = ['fingerprint'] as const;
  // Earlier releases stored the key as it was sent, possibly in quotes.
  const forms = [idempotencyKey, `"${idempotencyKey}"`];
  const known = await em.findOne(ApiKeyEntity, { tenantId, idempotencyKey: { $in: forms } }, { populate });
  if (known?.fingerprint && !timingSafeEqual(known.fingerprint, fingerprint)) {
    throw new AccessRefusal('idempotency_key_reused', 'This idempotency key was used for another request.');
  }
  return known;
}

function idempotentRequest(
  { idempotencyKey: key }: KeyRequest,
  requested: unknown,
): IdempotentRequest | undefined {
  if (key === undefined) return undefined;
  return { key, fingerprint: createHash('sha256').update(JSON.stringify(requested)).digest() };
}
