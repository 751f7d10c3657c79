import { idToUuid, runParameterized, type Database } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { fingerprintOf } from '../fingerprint.ts';
import { keyReused } from './key-uses.ts';

/** A keyed request for an operation that another app carries out, in a commit of its own. */
export type ForwardedRequest = {
  tenantId: string;
  idempotencyKey: string;
  operation: string;
  requested: object;
};

/** How it ended: carried out, refused with nothing done, or nobody knows. */
export type ForwardedOutcome = 'done' | 'refused' | 'unknown';

type Known = { fingerprint: Buffer; underWay: number | null };

const take = `
  insert into ledger.idempotency_keys as known (tenant_id, key, fingerprint, operation, under_way)
  values ($1, $2, $3, $4, 1)
  on conflict (tenant_id, key) do update set under_way = known.under_way + 1
  where known.fingerprint = excluded.fingerprint and known.under_way is not null
  returning fingerprint, under_way as "underWay"`;

const find = `
  select fingerprint, under_way as "underWay" from ledger.idempotency_keys where tenant_id = $1 and key = $2`;

const finish = `
  update ledger.idempotency_keys set under_way = null
  where tenant_id = $1 and key = $2 and fingerprint = $3 and under_way is not null`;

const lock = `${find} and fingerprint = $3 and under_way is not null for update`;
const giveBack = `delete from ledger.idempotency_keys where tenant_id = $1 and key = $2`;
const countDown = `
  update ledger.idempotency_keys set under_way = under_way - 1 where tenant_id = $1 and key = $2`;

/**
 * Takes the key before the request is passed on, so that it decides among all operations of the tenant. The same
 * request again passes, and is the other app's to answer as before; any other throws `idempotency_key_reused`. What
 * comes back is told the outcome: a refusal that nothing else under the key is waiting for gives the key back.
 */
export async function takeForwardedKey(
  database: Database,
  { tenantId, idempotencyKey, operation, requested }: ForwardedRequest,
): Promise<(outcome: ForwardedOutcome) => Promise<void>> {
  const fingerprint = fingerprintOf(operation, requested);
  const key = [idToUuid(tenantId), idempotencyKey];
  const known = await database.unitOfWork(async (em) => {
    const [taken] = await runParameterized<Known>(em, take, [...key, fingerprint, operation]);
    const [row] = taken ? [taken] : await runParameterized<Known>(em, find, key);
    return row;
  });
  // Gone again: given back between the two statements. Whoever asks once more has it.
  if (known === undefined)
    return takeForwardedKey(database, { tenantId, idempotencyKey, operation, requested });
  if (!known.fingerprint.equals(fingerprint)) throw keyReused();
  return async (outcome) => {
    if (known.underWay === null || outcome === 'unknown') return;
    await database.unitOfWork((em) => settle(em, outcome, [...key, fingerprint]));
  };
}

async function settle(
  em: SqlEntityManager,
  outcome: 'done' | 'refused',
  use: readonly unknown[],
): Promise<void> {
  if (outcome === 'done') return void (await runParameterized(em, finish, use));
  const [row] = await runParameterized<Known>(em, lock, use);
  if (row === undefined) return;
  await runParameterized(em, row.underWay === 1 ? giveBack : countDown, use.slice(0, 2));
}
