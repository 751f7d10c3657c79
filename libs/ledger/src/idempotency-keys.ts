import {
  clockMs,
  confirmCommits,
  idToUuid,
  isUniqueViolation,
  runForOneRow,
  runParameterized,
  isLockTimeout,
  type Database,
} from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { Refusal } from '@florin/rules';
import { fingerprintOf } from './fingerprint.ts';

/*
 * Idempotency keys of everything but postings. The posting queue has its own, batched look-up in `replays.ts`; both use
 * the table `ledger.idempotency_keys`, so that a tenant's key is unique among all operations.
 */

/** A tenant's key, and the hash of the operation and request that it belongs to. */
export type KeyUse = { tenantId: string; idempotencyKey: string; fingerprint: Buffer };

type KeyOwner = { tenantId: string; idempotencyKey: string | null };

/** How a request inserts its row, and how a repetition reads that row. */
export type KeyedInsert<Row> = {
  fingerprint: Buffer;
  insert(em: SqlEntityManager, now: Date): Promise<Row>;
  read(em: SqlEntityManager, key: { tenantId: string; idempotencyKey: { $in: string[] } }): Promise<Row>;
};

const lookUp = `
  select ${clockMs} as now,
    (select fingerprint from ledger.idempotency_keys where tenant_id = $1 and key = $2) as fingerprint`;

/**
 * Inserts a row that carries an idempotency key, in a unit of work of its own, or reads the row that an earlier request
 * inserted under the same key. `now` is PostgreSQL's time. Throws `idempotency_key_reused` when the key belongs to a
 * different request, and `request_in_progress` when another unit of work holds the key for longer than the lock timeout.
 */
export function insertOrRead<Row>(
  database: Database,
  { tenantId, idempotencyKey }: KeyOwner,
  { fingerprint, insert, read }: KeyedInsert<Row>,
): Promise<{ row: Row; replayed: boolean }> {
  return onceUnderKey(() =>
    database.unitOfWork(async (em) => {
      const parameters = [idToUuid(tenantId), idempotencyKey];
      const { now, fingerprint: known } = await runForOneRow<{ now: number; fingerprint: Buffer | null }>(
        em,
        lookUp,
        parameters,
      );
      if (known === null || idempotencyKey === null) {
        return { row: await insert(em, new Date(now)), replayed: false };
      }
      if (!fingerprint.equals(known)) throw keyReused();
      await confirmCommits(em);
      return {
        row: await read(em, { tenantId, idempotencyKey: { $in: formsOf(idempotencyKey) } }),
        replayed: true,
      };
    }),
  );
}

const heldAttemptsMax = 3;

/** Runs one keyed unit of work again when another one took the same key at the same moment. */
async function onceUnderKey<T>(work: () => Promise<T>, attempt = 1): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const isHeld = isKeyHeld(error);
    if (!isHeld && !isKeyTaken(error)) throw error;
    if (attempt < heldAttemptsMax) return onceUnderKey(work, attempt + 1);
    throw isHeld ? keyInUse() : error;
  }
}

const take = `
  insert into ledger.idempotency_keys (tenant_id, key, fingerprint, operation) values ($1, $2, $3, $4)
  on conflict (tenant_id, key) do nothing returning true as taken`;

const find = `
  select fingerprint, under_way as "underWay" from ledger.idempotency_keys where tenant_id = $1 and key = $2`;

/**
 * Takes a key in the unit of work that carries out its operation, for operations whose own rows do not carry the key. Of
 * two requests at the same time the second waits for the commit of the first. Returns false when the same request was
 * carried out before; throws `idempotency_key_reused` when a different one was.
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
  await confirmCommits(em);
  return false;
}

/** A keyed request for an operation that another app carries out, in a commit of its own. */
export type ForwardedRequest = {
  tenantId: string;
  idempotencyKey: string;
  operation: string;
  requested: object;
};

/** The end of a forwarded request: carried out, refused with no effect, or unknown. */
export type ForwardedOutcome = 'done' | 'refused' | 'unknown';

type ForwardedKey = { fingerprint: Buffer; underWay: number | null };

const takeForwarded = `
  insert into ledger.idempotency_keys as known (tenant_id, key, fingerprint, operation, under_way)
  values ($1, $2, $3, $4, 1)
  on conflict (tenant_id, key) do update set under_way = known.under_way + 1
  where known.fingerprint = excluded.fingerprint and known.under_way is not null
  returning fingerprint, under_way as "underWay"`;

const finish = `
  update ledger.idempotency_keys set under_way = null
  where tenant_id = $1 and key = $2 and fingerprint = $3 and under_way is not null`;

const lock = `${find} and fingerprint = $3 and under_way is not null for update`;
const giveBack = `delete from ledger.idempotency_keys where tenant_id = $1 and key = $2`;
const countDown = `
  update ledger.idempotency_keys set under_way = under_way - 1 where tenant_id = $1 and key = $2`;

/**
 * Takes the key before the request is forwarded, so that the key is unique among all operations of the tenant. The same
 * request may take it again, and the other app returns its first answer; any other request throws
 * `idempotency_key_reused`. The caller reports the outcome to the returned function: a refusal frees the key, unless
 * another request under it is still under way.
 */
export async function takeForwardedKey(
  database: Database,
  { tenantId, idempotencyKey, operation, requested }: ForwardedRequest,
): Promise<(outcome: ForwardedOutcome) => Promise<void>> {
  const fingerprint = fingerprintOf(operation, requested);
  const key = [idToUuid(tenantId), idempotencyKey];
  const ofTenant = database.of(tenantId);
  const known = await ofTenant.unitOfWork(async (em) => {
    const [taken] = await runParameterized<ForwardedKey>(em, takeForwarded, [...key, fingerprint, operation]);
    const [row] = taken ? [taken] : await runParameterized<ForwardedKey>(em, find, key);
    return row;
  });
  // Another request freed the key between the two statements, so a second attempt can take it.
  if (known === undefined)
    return takeForwardedKey(database, { tenantId, idempotencyKey, operation, requested });
  if (!known.fingerprint.equals(fingerprint)) throw keyReused();
  return async (outcome) => {
    if (known.underWay === null || outcome === 'unknown') return;
    await ofTenant.unitOfWork((em) => settle(em, outcome, [...key, fingerprint]));
  };
}

async function settle(
  em: SqlEntityManager,
  outcome: 'done' | 'refused',
  use: readonly unknown[],
): Promise<void> {
  if (outcome === 'done') return void (await runParameterized(em, finish, use));
  const [row] = await runParameterized<ForwardedKey>(em, lock, use);
  if (row === undefined) return;
  await runParameterized(em, row.underWay === 1 ? giveBack : countDown, use.slice(0, 2));
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

/**
 * The plain key, and its quoted form as in the IETF draft. Rows from before the API read both forms as one key may carry
 * the quoted form.
 */
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

/** Another unit of work committed under the same key meanwhile. A new attempt finds a replay or a reused key. */
export function isKeyTaken(error: unknown): boolean {
  return constraints.some((constraint) => isUniqueViolation(error, constraint));
}

/** Another unit of work has taken the same key, and has not ended within the lock timeout. */
export function isKeyHeld(error: unknown): boolean {
  return isLockTimeout(error, 'idempotency_keys');
}
