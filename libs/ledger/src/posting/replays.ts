import { idFromUuid, idToUuid, prepared, runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { asPosted, TransactionEntity, type Transaction } from '../entities/transaction.ts';
import { isMovementBatch, type PostingRequest } from './command.ts';
import { decisionOf, type Decided } from './decide.ts';
import { formsOf, keyReused } from './key-uses.ts';
import { readBatches } from './record-batches.ts';
import type { RecordedBatch } from './recorded-batch.ts';

type KnownKey = { tenantId: string; key: string; fingerprint: Buffer };
type RecordedKey = { tenantId: string; key: string; transactionId: string | null; batchId: string | null };

/** What stands in the books under a key: of a batch also its first transaction, of an account's opening nothing. */
type OnRecord = { transaction: Transaction | undefined; batch: RecordedBatch | undefined };

// Each key is looked up in the index. As a join, the planner would rather read a small table whole.
const findKnownKeys = prepared(`
  select * from (
    select requested.tenant_id as "tenantId", requested.key,
      (select fingerprint from ledger.idempotency_keys
        where tenant_id = requested.tenant_id and key = requested.key collate "C") as fingerprint
    from unnest($1::uuid[], $2::text[]) as requested (tenant_id, key)
  ) as known
  where fingerprint is not null`);

// A row from before keys were read as they are meant may carry the quoted form.
const findRecorded = prepared(`
  select requested.tenant_id as "tenantId", requested.key,
    (select id from ledger.transactions
      where tenant_id = requested.tenant_id and idempotency_key in (requested.key, requested.quoted)
      order by idempotency_key = requested.key desc limit 1) as "transactionId",
    (select id from ledger.batches
      where tenant_id = requested.tenant_id and idempotency_key in (requested.key, requested.quoted)
      order by idempotency_key = requested.key desc limit 1) as "batchId"
  from unnest($1::uuid[], $2::text[], $3::text[]) as requested (tenant_id, key, quoted)`);

/**
 * What was answered before under these requests' idempotency keys. A key that came with something else is a refusal.
 * Requests without an entry in the map are new.
 */
export async function findReplays(
  em: SqlEntityManager,
  requests: readonly PostingRequest[],
): Promise<Map<PostingRequest, Decided>> {
  const replays = new Map<PostingRequest, Decided>();
  const keyed = requests.filter((request) => request.idempotencyKey !== null);
  if (keyed.length === 0) return replays;
  const known = await runParameterized<KnownKey>(em, findKnownKeys, [
    keyed.map((request) => idToUuid(request.tenantId)),
    keyed.map((request) => request.idempotencyKey),
  ]);
  if (known.length === 0) return replays;
  const fingerprints = new Map(known.map((row) => [nameOf(row.tenantId, row.key), row.fingerprint]));
  const recorded = await readRecorded(em, known);
  for (const request of keyed) {
    const name = nameOf(idToUuid(request.tenantId), request.idempotencyKey);
    const fingerprint = fingerprints.get(name);
    if (fingerprint === undefined) continue;
    const isSame = request.fingerprint?.equals(fingerprint) ?? false;
    const found = isSame ? onRecord(request, recorded.get(name)!) : undefined;
    replays.set(request, decisionOf(found ?? keyReused(), true));
  }
  return replays;
}

/** By tenant and key. */
async function readRecorded(em: SqlEntityManager, known: KnownKey[]): Promise<Map<string, OnRecord>> {
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

/** The answer to the same request, which stands where that kind of request is recorded. */
function onRecord(
  request: PostingRequest,
  { transaction, batch }: OnRecord,
): Transaction | RecordedBatch | undefined {
  const recorded = isMovementBatch(request) ? batch : transaction && asPosted(transaction);
  return recorded?.fingerprint && request.fingerprint?.equals(recorded.fingerprint) ? recorded : undefined;
}

function nameOf(tenantUuid: string, key: string | null): string {
  return `${tenantUuid} ${key}`;
}
