import { clockMs, idToUuid, isUniqueViolation, runParameterized, sqlstate } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Refusal } from '../refusal.ts';

/** A key of a tenant, and the hash of the one operation and request that it may come with. */
export type KeyUse = { tenantId: string; idempotencyKey: string; fingerprint: Buffer };

const lookUp = `
  select ${clockMs} as now,
    (select fingerprint from ledger.idempotency_keys where tenant_id = $1 and key = $2) as fingerprint`;

const take = `
  insert into ledger.idempotency_keys (tenant_id, key, fingerprint, operation) values ($1, $2, $3, $4)
  on conflict (tenant_id, key) do nothing returning true as taken`;

const find = `select fingerprint from ledger.idempotency_keys where tenant_id = $1 and key = $2`;

/**
 * Whether this tenant's request was carried out before under its key, and the time of PostgreSQL, for requests that are
 * not posted by the queue. Throws `idempotency_key_reused` where the key was used for something else.
 */
export async function lookUpKey(
  em: SqlEntityManager,
  { tenantId, idempotencyKey }: { tenantId: string; idempotencyKey: string | null },
  fingerprint: Buffer,
): Promise<{ isKnown: boolean; now: Date }> {
  const [row] = await runParameterized<{ now: number; fingerprint: Buffer | null }>(em, lookUp, [
    idToUuid(tenantId),
    idempotencyKey,
  ]);
  const known = row!.fingerprint;
  if (known !== null && !fingerprint.equals(known)) throw keyReused();
  return { isKnown: known !== null, now: new Date(row!.now) };
}

/**
 * Takes a key in the unit of work that carries out its operation, where no row of the books carries the key. Of two
 * requests at once the second waits for the first one's commit. False where the same request was carried out before;
 * throws `idempotency_key_reused` where another was.
 */
export async function takeKey(
  em: SqlEntityManager,
  operation: string,
  { tenantId, idempotencyKey, fingerprint }: KeyUse,
): Promise<boolean> {
  const key = [idToUuid(tenantId), idempotencyKey];
  const [taken] = await runParameterized(em, take, [...key, fingerprint, operation]).catch(
    (error: unknown) => {
      throw isKeyHeld(error) ? keyInUse() : error;
    },
  );
  if (taken !== undefined) return true;
  const [known] = await runParameterized<{ fingerprint: Buffer }>(em, find, key);
  if (!known?.fingerprint.equals(fingerprint)) throw keyReused();
  return false;
}

export function keyReused(): Refusal {
  return new Refusal(
    'idempotency_key_reused',
    'This Idempotency-Key was used before for a different request.',
  );
}

/** Another request under the same key has not ended. */
export function keyInUse(): Refusal {
  return new Refusal('request_in_progress', 'A request with this Idempotency-Key is still being worked on.');
}

const heldAttemptsMax = 3;

/**
 * Carries out one keyed unit of work. When another takes the same key at the same moment, it is decided anew after that
 * one's commit; throws `request_in_progress` when that does not come.
 */
export async function onceUnderKey<T>(work: () => Promise<T>, attempt = 1): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isHeld = isKeyHeld(error);
    if (!isHeld && !isKeyTaken(error)) throw error;
    if (attempt < heldAttemptsMax) return onceUnderKey(work, attempt + 1);
    throw isHeld ? keyInUse() : error;
  }
}

/** A key as it is meant, and as the IETF's draft sends it: as such it was kept before both were read as one. */
export function formsOf(key: string): [plain: string, quoted: string] {
  return [key, `"${key.replaceAll(/["\\]/g, '\\$&')}"`];
}

const constraints = [
  'idempotency_keys_pkey',
  'transactions_idempotency_key',
  'batches_idempotency_key',
  'account_openings_key',
  'scheduled_transactions_key',
];

/** Another unit of work committed under the same key meanwhile: decided anew, this is a replay or a reused key. */
export function isKeyTaken(error: unknown): boolean {
  return constraints.some((constraint) => isUniqueViolation(error, constraint));
}

/** Another unit of work has taken the same key and has not ended for longer than it is waited for. */
export function isKeyHeld(error: unknown): boolean {
  const { where } = error as { where?: string };
  return sqlstate(error) === '55P03' && where !== undefined && where.includes('idempotency_keys');
}
