import { idFromUuid, idToUuid, runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { asPosted, TransactionEntity, type Transaction } from '../entities/transaction.ts';
import { Refusal } from '../refusal.ts';
import type { Command } from './command.ts';

type KnownKey = { tenantId: string; key: string; transactionId: string | null };

const findKnownKeys = `
  select asked.tenant_id as "tenantId", asked.key, t.id as "transactionId"
  from unnest($1::uuid[], $2::text[]) as asked (tenant_id, key)
  left join ledger.transactions t on t.tenant_id = asked.tenant_id and t.idempotency_key = asked.key
  left join ledger.account_openings o on o.tenant_id = asked.tenant_id and o.idempotency_key = asked.key
  left join ledger.scheduled_transactions s on s.tenant_id = asked.tenant_id and s.idempotency_key = asked.key
  where t.id is not null or o.account_id is not null or s.id is not null`;

/**
 * What was answered before under these commands' idempotency keys. A key that came with something else is a refusal.
 * Commands without an entry in the map are new.
 */
export async function findReplays(
  em: SqlEntityManager,
  commands: readonly Command[],
): Promise<Map<Command, Transaction | Refusal>> {
  const replays = new Map<Command, Transaction | Refusal>();
  const keyed = commands.filter((command) => command.idempotencyKey !== null);
  if (keyed.length === 0) return replays;
  const known = await runParameterized<KnownKey>(em, findKnownKeys, [
    keyed.map((command) => idToUuid(command.tenantId)),
    keyed.map((command) => command.idempotencyKey),
  ]);
  if (known.length === 0) return replays;
  const recorded = await readRecorded(em, known);
  for (const command of keyed) {
    const name = nameOf(idToUuid(command.tenantId), command.idempotencyKey);
    if (recorded.has(name)) replays.set(command, replayOf(command, recorded.get(name)));
  }
  return replays;
}

/** By tenant and key: the transaction, or nothing where the key opened an account. */
async function readRecorded(
  em: SqlEntityManager,
  known: KnownKey[],
): Promise<Map<string, Transaction | undefined>> {
  const ids = known.flatMap(({ transactionId }) =>
    transactionId === null ? [] : idFromUuid('txn', transactionId),
  );
  const transactions =
    ids.length === 0
      ? []
      : await em.find(TransactionEntity, { id: { $in: ids } }, { disableIdentityMap: true });
  const byId = new Map(transactions.map((transaction) => [idToUuid(transaction.id), transaction]));
  return new Map(known.map((row) => [nameOf(row.tenantId, row.key), byId.get(row.transactionId ?? '')]));
}

/** Opened accounts and what is scheduled keep their keys elsewhere: such a key here is always one that was used for something else. */
function replayOf(command: Command, transaction: Transaction | undefined): Transaction | Refusal {
  if (transaction?.fingerprint && command.fingerprint?.equals(transaction.fingerprint)) {
    return asPosted(transaction);
  }
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
