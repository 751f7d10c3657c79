import { idFromUuid } from '@florin/database';
import { accountsLifecycle, encodeEvent, type EncodedEvent } from '@florin/events';
import type { SqlEntityManager } from '@mikro-orm/postgresql';
import { kinds, type Transaction } from '@florin/rules';
import { TransactionEntity } from '../entities/transaction.ts';
import type { RecordedAccountEvent } from './account-events.ts';
import { transactionEvents } from './transaction-events.ts';

/** The events of each of these transactions by its UUID. The transactions must exist. Making events again gives the same ones. */
export async function makeTransactionEvents(
  em: SqlEntityManager,
  uuids: readonly string[],
): Promise<(uuid: string) => EncodedEvent[]> {
  const posted = await readTransactions(
    em,
    uuids.map((uuid) => idFromUuid('txn', uuid)),
  );
  const holds = await readTransactions(em, [...posted.values()].flatMap(holdOf));
  return (uuid) => {
    const transaction = posted.get(idFromUuid('txn', uuid))!;
    return transactionEvents(transaction, holds.get(holdOf(transaction)[0] ?? ''));
  };
}

export function makeAccountEvent({ event_id, ...data }: RecordedAccountEvent): EncodedEvent {
  const { account_id: accountId, tenant_id: tenantId, change, occurred_at: time } = data;
  const id = event_id ?? `${accountId}:${change}`;
  return encodeEvent(accountsLifecycle, { id, tenantId, accountId, time, data });
}

async function readTransactions(
  em: SqlEntityManager,
  ids: readonly string[],
): Promise<Map<string, Transaction>> {
  if (ids.length === 0) return new Map();
  const found = await em.find(TransactionEntity, { id: { $in: [...ids] } }, { disableIdentityMap: true });
  return new Map(found.map((transaction) => [transaction.id, transaction]));
}

/** The hold of a capture, void or expiry. */
function holdOf({ type, parentId }: Transaction): string[] {
  return kinds[type].changesHold && parentId !== null ? [parentId] : [];
}
