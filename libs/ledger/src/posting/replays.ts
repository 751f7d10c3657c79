import { idFromUuid, idToUuid, prepared, runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { asPosted, TransactionEntity, type Transaction } from '../entities/transaction.ts';
import { Refusal } from '../refusal.ts';
import { isMovementBatch, type PostingRequest } from './command.ts';
import { decisionOf, type Decided } from './decide.ts';
import { readBatches } from './record-batches.ts';
import type { RecordedBatch } from './recorded-batch.ts';

type KnownKey = { tenantId: string; key: string; transactionId: string | null; batchId: string | null };

/** What stands in the books under a key: of a batch also its first transaction, of an account's opening nothing. */
type OnRecord = { transaction: Transaction | undefined; batch: RecordedBatch | undefined };

// Each key is looked up in each table's index. As joins, the planner would rather read the smaller tables whole.
const findKnownKeys = prepared(`
  select * from (
    select asked.tenant_id as "tenantId", asked.key,
      (select id from ledger.transactions where tenant_id = asked.tenant_id and idempotency_key = asked.key)
        as "transactionId",
      (select id from ledger.batches where tenant_id = asked.tenant_id and idempotency_key = asked.key)
        as "batchId",
      (select account_id from ledger.account_openings
        where tenant_id = asked.tenant_id and idempotency_key = asked.key) as "openedId",
      (select id from ledger.scheduled_transactions
        where tenant_id = asked.tenant_id and idempotency_key = asked.key) as "scheduledId"
    from unnest($1::uuid[], $2::text[]) as asked (tenant_id, key)
  ) as known
  where coalesce("transactionId", "batchId", "openedId", "scheduledId") is not null`);

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
  const recorded = await readRecorded(em, known);
  for (const request of keyed) {
    const found = recorded.get(nameOf(idToUuid(request.tenantId), request.idempotencyKey));
    if (found) replays.set(request, decisionOf(replayOf(request, found), true));
  }
  return replays;
}

/** By tenant and key. */
async function readRecorded(em: SqlEntityManager, known: KnownKey[]): Promise<Map<string, OnRecord>> {
  const batches = await readBatches(
    em,
    known.flatMap(({ batchId }) => batchId ?? []),
  );
  const ids = known.flatMap(({ transactionId }) =>
    transactionId === null ? [] : idFromUuid('txn', transactionId),
  );
  const transactions =
    ids.length === 0
      ? []
      : await em.find(TransactionEntity, { id: { $in: ids } }, { disableIdentityMap: true });
  const byId = new Map(transactions.map((transaction) => [idToUuid(transaction.id), transaction]));
  return new Map(
    known.map(({ tenantId, key, transactionId, batchId }) => [
      nameOf(tenantId, key),
      { transaction: byId.get(transactionId ?? ''), batch: batches.get(batchId ?? '') },
    ]),
  );
}

/** A key under which this was not asked before, but something else was, is refused. */
function replayOf(
  request: PostingRequest,
  { transaction, batch }: OnRecord,
): Transaction | RecordedBatch | Refusal {
  const recorded = isMovementBatch(request) ? batch : transaction && asPosted(transaction);
  if (recorded?.fingerprint && request.fingerprint?.equals(recorded.fingerprint)) return recorded;
  return keyReused();
}

export function keyReused(): Refusal {
  return new Refusal(
    'idempotency_key_reused',
    'This Idempotency-Key was used before for a different request.',
  );
}

function nameOf(tenantUuid: string, key: string | null): string {
  return `${tenantUuid} ${key}`;
}
