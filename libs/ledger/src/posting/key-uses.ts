import { idToUuid, runParameterized } from '@florin/database';
import type { SqlEntityManager } from '@mikro-orm/postgresql';

/** Where an idempotency key may stand. */
export type KeyedTable = 'transactions' | 'account_openings' | 'batches' | 'scheduled_transactions';

/** Whether this tenant has used the key for something that stands in one of these tables. */
export async function isKeyUsed(
  em: SqlEntityManager,
  { tenantId, idempotencyKey }: { tenantId: string; idempotencyKey: string },
  tables: readonly KeyedTable[],
): Promise<boolean> {
  const uses = tables.map(
    (table) => `exists (select from ledger.${table} where tenant_id = $1 and idempotency_key = $2)`,
  );
  const sql = `select ${uses.join(' or ')} as used`;
  const [row] = await runParameterized<{ used: boolean }>(em, sql, [idToUuid(tenantId), idempotencyKey]);
  return row!.used;
}
