import {
  confirmCommits,
  idFromUuid,
  idToUuid,
  parameterized,
  prepared,
  runParameterized,
  runStatement,
  type Statement,
} from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import {
  asPosted,
  type Decided,
  decisionOf,
  type MovementResult,
  type RecordedBatch,
  Refusal,
  type Transaction,
} from '@florin/rules';
import { TransactionEntity } from '../entities/transaction.ts';
import { isMovementBatch, type PostingRequest } from './command.ts';
import { formsOf, keyReused } from '../idempotency-keys.ts';
import type { StoredResult } from './write.ts';

/** A row of `lookUpKeys`. */
export type KnownKey = { tenantId: string; key: string; fingerprint: Buffer };
type RecordedKey = { tenantId: string; key: string; transactionId: string | null; batchId: string | null };

/** What was recorded under a key. A batch also has its first transaction here; an account's opening has neither. */
type OnRecord = { transaction: Transaction | undefined; batch: RecordedBatch | undefined };

// A subquery per key uses the index. With a join, the planner would read a small table completely. The arrays are sub-selects
// so that the planner does not count their elements: fewer than its general estimate would make it plan every execution again.
const findKnownKeys = prepared(`
  select * from (
    select requested.tenant_id as "tenantId", requested.key,
      (select fingerprint from ledger.idempotency_keys
        where tenant_id = requested.tenant_id and key = requested.key collate "C") as fingerprint
    from unnest((select $1::uuid[]), (select $2::text[])) as requested (tenant_id, key)
  ) as known
  where fingerprint is not null`);

// A row from before both forms of a key were read as one may carry the quoted form.
const findRecorded = prepared(`
  select requested.tenant_id as "tenantId", requested.key,
    (select id from ledger.transactions
      where tenant_id = requested.tenant_id and idempotency_key in (requested.key, requested.quoted)
      order by idempotency_key = requested.key desc limit 1) as "transactionId",
    (select id from ledger.batches
      where tenant_id = requested.tenant_id and idempotency_key in (requested.key, requested.quoted)
      order by idempotency_key = requested.key desc limit 1) as "batchId"
  from unnest($1::uuid[], $2::text[], $3::text[]) as requested (tenant_id, key, quoted)`);

type Replays = Map<PostingRequest, Decided>;

const withKeys = (requests: readonly PostingRequest[]) =>
  requests.filter((request) => request.idempotencyKey !== null);

/** The statement that looks up the idempotency keys of these requests, for `replaysOf`. None without keys. */
export function lookUpKeys(requests: readonly PostingRequest[]): Statement[] {
  const keyed = withKeys(requests);
  if (keyed.length === 0) return [];
  const tenants = keyed.map((request) => idToUuid(request.tenantId));
  const keys = keyed.map((request) => request.idempotencyKey);
  return [parameterized(findKnownKeys, [tenants, keys])];
}

/**
 * The earlier answers under the idempotency keys of these requests. A key that belongs to a different request is a
 * refusal. A request without an entry in the map is new.
 */
export async function findReplays(
  em: SqlEntityManager,
  requests: readonly PostingRequest[],
): Promise<Replays> {
  const [lookUp] = lookUpKeys(requests);
  return replaysOf(em, requests, lookUp === undefined ? [] : await runStatement(em, lookUp));
}

/** The same, from the rows of `lookUpKeys`. */
export async function replaysOf(
  em: SqlEntityManager,
  requests: readonly PostingRequest[],
  known: readonly KnownKey[],
): Promise<Replays> {
  const replays: Replays = new Map();
  if (known.length === 0) return replays;
  const fingerprints = new Map(known.map((row) => [nameOf(row.tenantId, row.key), row.fingerprint]));
  const recorded = await readRecorded(em, known);
  for (const request of withKeys(requests)) {
    const name = nameOf(idToUuid(request.tenantId), request.idempotencyKey);
    const fingerprint = fingerprints.get(name);
    if (fingerprint === undefined) continue;
    const isSame = request.fingerprint?.equals(fingerprint) ?? false;
    const found = isSame ? onRecord(request, recorded.get(name)) : undefined;
    replays.set(request, decisionOf(found ?? keyReused(), true));
  }
  return replays;
}

/** The same in a unit of work, whose end makes sure that the earlier answers are as durable as new ones. */
export async function findConfirmedReplays(
  em: SqlEntityManager,
  requests: readonly PostingRequest[],
): Promise<Replays> {
  return confirmed(em, await findReplays(em, requests));
}

/** Makes the end of the unit of work confirm the earlier answers, if there are any. */
export async function confirmed(em: SqlEntityManager, replays: Replays): Promise<Replays> {
  if (replays.size > 0) await confirmCommits(em);
  return replays;
}

/** By tenant and key. */
async function readRecorded(
  em: SqlEntityManager,
  known: readonly KnownKey[],
): Promise<Map<string, OnRecord>> {
  const rows = await runParameterized<RecordedKey>(em, findRecorded, [
    known.map(({ tenantId }) => tenantId),
    known.map(({ key }) => key),
    known.map(({ key }) => formsOf(key)[1]),
  ]);
  const batches = await readBatches(
    em,
    rows.flatMap(({ batchId }) => batchId ?? []),
  );
  const ids = rows.flatMap(({ transactionId }) =>
    transactionId === null ? [] : idFromUuid('txn', transactionId),
  );
  const transactions =
    ids.length === 0
      ? []
      : await em.find(TransactionEntity, { id: { $in: ids } }, { disableIdentityMap: true });
  const byId = new Map(transactions.map((transaction) => [idToUuid(transaction.id), transaction]));
  return new Map(
    rows.map(({ tenantId, key, transactionId, batchId }) => [
      nameOf(tenantId, key),
      { transaction: byId.get(transactionId ?? ''), batch: batches.get(batchId ?? '') },
    ]),
  );
}

/** The record of the same request: a batch is found among batches, a single movement among transactions. */
function onRecord(
  request: PostingRequest,
  { transaction, batch }: Partial<OnRecord> = {},
): Transaction | RecordedBatch | undefined {
  const recorded = isMovementBatch(request) ? batch : transaction && asPosted(transaction);
  return recorded?.fingerprint && request.fingerprint?.equals(recorded.fingerprint) ? recorded : undefined;
}

function nameOf(tenantUuid: string, key: string | null): string {
  return `${tenantUuid} ${key}`;
}

type BatchRow = {
  id: string;
  tenantId: string;
  atomic: boolean;
  refusedAt: number | null;
  results: StoredResult[];
  idempotencyKey: string | null;
  fingerprint: Buffer | null;
  requestId: string | null;
  createdAt: string;
};

const findBatches = `
  select id, tenant_id as "tenantId", atomic, refused_at as "refusedAt", results, fingerprint,
    idempotency_key as "idempotencyKey", request_id as "requestId", created_at as "createdAt"
  from ledger.batches where id = any($1::uuid[])`;

/** Recorded batches by the UUIDs of their ids: one query for the batches, one for all their transactions. */
async function readBatches(
  em: SqlEntityManager,
  uuids: readonly string[],
): Promise<Map<string, RecordedBatch>> {
  if (uuids.length === 0) return new Map();
  const rows = await runParameterized<BatchRow>(em, findBatches, [uuids]);
  const ids = rows.flatMap(({ results }) =>
    results.flatMap((stored) => ('code' in stored ? [] : idFromUuid('txn', stored.transaction_id))),
  );
  const found = await em.find(TransactionEntity, { id: { $in: ids } }, { disableIdentityMap: true });
  const transactions = new Map(found.map((transaction) => [transaction.id, asPosted(transaction)]));
  const resultOf = (stored: StoredResult): MovementResult =>
    'code' in stored
      ? new Refusal(stored.code, stored.message)
      : transactions.get(idFromUuid('txn', stored.transaction_id))!;
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...row,
        id: idFromUuid('batch', row.id),
        tenantId: idFromUuid('tenant', row.tenantId),
        results: row.results.map(resultOf),
        createdAt: new Date(row.createdAt),
      },
    ]),
  );
}
