import { idFromUuid, idToUuid, parameterized, runParameterized, type Statement } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { asPosted, TransactionEntity } from '../entities/transaction.ts';
import { Refusal, type RefusalCode } from '../refusal.ts';
import type { MovementResult, RecordedBatch } from './recorded-batch.ts';

/** A result as the row keeps it: transactions stand in their own table. */
type KeptResult = { transaction_id: string } | { code: RefusalCode; message: string };

type BatchRow = {
  id: string;
  tenantId: string;
  atomic: boolean;
  refusedAt: number | null;
  results: KeptResult[];
  idempotencyKey: string | null;
  fingerprint: Buffer | null;
  requestId: string | null;
  createdAt: string;
};

const record = `
  insert into ledger.batches
    (id, tenant_id, atomic, refused_at, results, idempotency_key, fingerprint, request_id, created_at)
  select id, tenant_id, atomic, refused_at, results, idempotency_key, decode(fingerprint, 'hex'), request_id, created_at
  from json_to_recordset($1::json) as row (
    id uuid, tenant_id uuid, atomic boolean, refused_at integer, results jsonb,
    idempotency_key text, fingerprint text, request_id text, created_at timestamptz
  )`;

const read = `
  select id, tenant_id as "tenantId", atomic, refused_at as "refusedAt", results, fingerprint,
    idempotency_key as "idempotencyKey", request_id as "requestId", created_at as "createdAt"
  from ledger.batches where id = any($1::uuid[])`;

/** The statement that inserts the unit of work's batches, to be run after their transactions'; none without batches. */
export function insertOfBatches(batches: readonly RecordedBatch[]): Statement[] {
  if (batches.length === 0) return [];
  return [parameterized(record, [JSON.stringify(batches.map(toRow))])];
}

function toRow(batch: RecordedBatch) {
  return {
    id: idToUuid(batch.id),
    tenant_id: idToUuid(batch.tenantId),
    atomic: batch.atomic,
    refused_at: batch.refusedAt,
    results: batch.results.map(toKept),
    idempotency_key: batch.idempotencyKey,
    fingerprint: batch.fingerprint?.toString('hex') ?? null,
    request_id: batch.requestId,
    created_at: batch.createdAt,
  };
}

function toKept(result: MovementResult): KeptResult {
  return result instanceof Refusal
    ? { code: result.code, message: result.message }
    : { transaction_id: idToUuid(result.id) };
}

/** Batches as they were recorded, by the UUIDs of their ids: one query for them, one for all their transactions. */
export async function readBatches(
  em: SqlEntityManager,
  uuids: readonly string[],
): Promise<Map<string, RecordedBatch>> {
  if (uuids.length === 0) return new Map();
  const rows = await runParameterized<BatchRow>(em, read, [uuids]);
  const ids = rows.flatMap(({ results }) =>
    results.flatMap((kept) => ('code' in kept ? [] : idFromUuid('txn', kept.transaction_id))),
  );
  const found = await em.find(TransactionEntity, { id: { $in: ids } }, { disableIdentityMap: true });
  const transactions = new Map(found.map((transaction) => [transaction.id, asPosted(transaction)]));
  const resultOf = (kept: KeptResult): MovementResult =>
    'code' in kept
      ? new Refusal(kept.code, kept.message)
      : transactions.get(idFromUuid('txn', kept.transaction_id))!;
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
