import { isUniqueViolation, readClock, type Database } from '@florin/database';
import { LockMode, type EntityManager } from '@mikro-orm/core';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { createHash, timingSafeEqual } from 'node:crypto';
import { AccessRefusal } from './access-refusal.ts';
import { ApiKeyEntity, apiKeyStatus, type ApiKey, type ApiKeyRow } from './api-key.ts';
import { noSuchKey } from './api-keys.ts';
import { insertKey, type RequestName } from './insert-key.ts';
import { noteChange } from './key-changes.ts';
import type { Scope } from './scopes.ts';

/** A tenant's own request to change its keys. */
export interface KeyRequest {
  tenantId: string;
  /** The key that asks. It hands on no scope that it lacks, and nothing once it has ended. */
  askingKeyId: string;
  /** What the request may do: as much as its key, or less when it carries an access token in the key's place. */
  scopes: ReadonlySet<string>;
  /** For the trail of changes. */
  requestId: string;
  /** The same request under the same key makes no second API key. */
  idempotencyKey: string | undefined;
  /**
   * Takes the idempotency key among all operations of the tenant, in the unit of work that carries the request out.
   * Throws where the key was used for something else. Without it the key counts among API keys only.
   */
  takeKey?: TakeKey;
}

type TakeKey = (em: SqlEntityManager, operation: KeyOperation, fingerprint: Buffer) => Promise<unknown>;
type KeyOperation = 'createApiKey' | 'rotateApiKey' | 'revokeApiKey';

export interface IssuedApiKey {
  key: ApiKey;
  /** Null when the request is a replay: only its hash was kept. */
  secret: string | null;
}

/**
 * Makes a key for the asking key's tenant. Throws AccessRefusal: `validation_failed` where `expiresAt` has
 * passed, `forbidden` where the asking key lacks one of the scopes, `unauthenticated` where it has ended, `idempotency_key_reused`.
 */
export function issueApiKey(
  database: Database,
  request: KeyRequest,
  wanted: { name: string; scopes: readonly Scope[]; expiresAt: Date | null },
): Promise<IssuedApiKey> {
  const name = requestName(request, ['create', wanted]);
  return issueOnce(database, { request, name, operation: 'createApiKey' }, async (em, asking) => {
    const now = await readClock(em);
    mustBeAhead(wanted.expiresAt, now);
    mayHandOn(request, asking, wanted.scopes);
    return insertKey(em, { tenantId: request.tenantId, ...wanted, now, request: name });
  });
}

/**
 * Makes a key of the same name and scopes and lets the old one end after the overlap, or at its own end if that comes
 * first. Throws AccessRefusal as `issueApiKey`, `not_found`, and `state_conflict` where the old one has ended.
 */
export function rotateApiKey(
  database: Database,
  request: KeyRequest,
  wanted: { id: string; overlapMs: number; expiresAt: Date | null },
): Promise<IssuedApiKey> {
  const { id, overlapMs, expiresAt } = wanted;
  const name = requestName(request, ['rotate', wanted]);
  return issueOnce(database, { request, name, operation: 'rotateApiKey' }, async (em, asking) => {
    const now = await readClock(em);
    mustBeAhead(expiresAt, now);
    const old = await lockKey(em, request.tenantId, id);
    mayHandOn(request, asking, old.scopes);
    const status = apiKeyStatus(old, now);
    if (status !== 'active') {
      throw new AccessRefusal('state_conflict', `API key ${id} is ${status}; it cannot be rotated.`);
    }
    const end = new Date(now.getTime() + overlapMs);
    old.expiresAt = old.expiresAt && old.expiresAt < end ? old.expiresAt : end;
    noteChange(em, old, 'rotated', { at: now, madeBy: asking.id, requestId: request.requestId });
    const { name: oldName, scopes, tenantId } = old;
    return insertKey(em, { tenantId, name: oldName, scopes, expiresAt, now, replaces: id, request: name });
  });
}

/**
 * Ends a key for good; every process refuses it within 3 s. Revoking it again keeps the first moment. The asking key
 * may end itself. Throws AccessRefusal: `not_found`, and `unauthenticated` where the asking key has ended.
 */
export function revokeApiKeyOf(database: Database, request: KeyRequest, id: string): Promise<ApiKey> {
  return database.unitOfWork(async (em) => {
    const asking = await lockAsking(em, request);
    const name = requestName(request, ['revoke', id]);
    if (name) await request.takeKey?.(em, 'revokeApiKey', name.fingerprint);
    const key = await lockKey(em, request.tenantId, id);
    if (!key.revokedAt) {
      key.revokedAt = await readClock(em);
      noteChange(em, key, 'revoked', { at: key.revokedAt, madeBy: asking.id, requestId: request.requestId });
    }
    return key;
  });
}

type Naming = { request: KeyRequest; name: RequestName | undefined; operation: KeyOperation };
type Issue = (em: SqlEntityManager, asking: ApiKeyRow) => Promise<{ row: ApiKeyRow; secret: string }>;

/** Two requests under one name at once: PostgreSQL lets one make its key, and the other finds it the second time. */
async function issueOnce(database: Database, naming: Naming, issue: Issue): Promise<IssuedApiKey> {
  const attempt = () => database.unitOfWork((em) => findOrIssue(em, naming, issue));
  try {
    return await attempt();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return attempt();
  }
}

async function findOrIssue(
  em: SqlEntityManager,
  { request, name, operation }: Naming,
  issue: Issue,
): Promise<IssuedApiKey> {
  const asking = await lockAsking(em, request);
  const known = name && (await findByRequest(em, request.tenantId, name));
  if (known) return { key: known, secret: null };
  if (name) await request.takeKey?.(em, operation, name.fingerprint);
  const { row, secret } = await issue(em, asking);
  // Its row has to stand before the note about it does.
  await em.flush();
  noteChange(em, row, 'created', { at: row.createdAt, madeBy: asking.id, requestId: request.requestId });
  return { key: row, secret };
}

/**
 * The asking key's row, shared until the end of the unit of work. The server believes a key for 3 s after it was asked
 * about; here its row decides, so that no key is made by one whose revocation was committed before.
 */
async function lockAsking(em: SqlEntityManager, { tenantId, askingKeyId }: KeyRequest): Promise<ApiKeyRow> {
  const lockMode = LockMode.PESSIMISTIC_READ;
  const asking = await em.findOne(ApiKeyEntity, { id: askingKeyId, tenantId }, { lockMode });
  if (asking && apiKeyStatus(asking, await readClock(em)) === 'active') return asking;
  throw new AccessRefusal(
    'unauthenticated',
    'This key or token does not work: it is unknown, expired or revoked.',
  );
}

async function lockKey(em: EntityManager, tenantId: string, id: string): Promise<ApiKeyRow> {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  // Read anew: the asking key may be the same row, seen before it was locked.
  const key = await em.findOne(ApiKeyEntity, { id, tenantId }, { lockMode, refresh: true });
  return key ?? noSuchKey(id);
}

/** Asked after the idempotency key: a repeated request may come when the time has passed. */
function mustBeAhead(expiresAt: Date | null, now: Date): void {
  if (expiresAt === null || expiresAt > now) return;
  throw new AccessRefusal('validation_failed', 'must be in the future', '/expires_at');
}

function mayHandOn(request: KeyRequest, asking: ApiKeyRow, scopes: readonly Scope[]): void {
  const missing = scopes.filter((scope) => !asking.scopes.includes(scope) || !request.scopes.has(scope));
  if (missing.length === 0) return;
  const which = missing.length === 1 ? 'scope' : 'scopes';
  throw new AccessRefusal('forbidden', `This key lacks the ${which} ${missing.join(', ')}.`);
}

async function findByRequest(
  em: EntityManager,
  tenantId: string,
  { key: idempotencyKey, fingerprint }: RequestName,
): Promise<ApiKeyRow | null> {
  const populate = ['fingerprint'] as const;
  // Before both were read as one key, it was kept as it was sent: perhaps in quotes.
  const forms = [idempotencyKey, `"${idempotencyKey}"`];
  const known = await em.findOne(ApiKeyEntity, { tenantId, idempotencyKey: { $in: forms } }, { populate });
  if (known?.fingerprint && !timingSafeEqual(known.fingerprint, fingerprint)) {
    throw new AccessRefusal('idempotency_key_reused', 'This idempotency key was used for another request.');
  }
  return known;
}

function requestName({ idempotencyKey: key }: KeyRequest, requested: unknown): RequestName | undefined {
  if (key === undefined) return undefined;
  return { key, fingerprint: createHash('sha256').update(JSON.stringify(requested)).digest() };
}
