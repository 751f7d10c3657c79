import { idToUuid } from '@florin/database';
import type { FlorinEvent, TransactionsCompleted, TransactionsFailed } from '@florin/events';

/** What the rules know of one transaction, seen from one account. Ids are bare UUIDs, as the store keeps them. */
export type Movement = {
  readonly tenantId: string;
  readonly accountId: string;
  readonly transactionId: string;
  readonly outcome: 'completed' | 'failed';
  readonly direction: 'credit' | 'debit';
  /** The other side is an account of the bank too, and has a movement of its own. */
  readonly internal: boolean;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** Epoch milliseconds at which the ledger recorded it: the time that all windows are measured in. */
  readonly occurredAt: number;
  /** The account's version after it; 0 when it failed, for then nothing moved. */
  readonly accountVersion: number;
};

/** The movement that an event tells of; nothing when it tells of something else. */
export function movementOf(event: FlorinEvent): Movement | undefined {
  switch (event.type) {
    case 'florin.transactions.completed.v1':
      return movement(event.data, 'completed', event.data.account_version);
    case 'florin.transactions.failed.v1':
      return movement(event.data, 'failed', 0);
    default:
      return undefined;
  }
}

function movement(
  data: TransactionsCompleted['data'] | TransactionsFailed['data'],
  outcome: Movement['outcome'],
  accountVersion: number,
): Movement {
  return {
    tenantId: idToUuid(data.tenant_id),
    accountId: idToUuid(data.account_id),
    transactionId: idToUuid(data.transaction_id),
    outcome,
    direction: data.direction,
    internal: data.counterparty_account_id !== null,
    amount: data.amount,
    currency: data.currency,
    occurredAt: Date.parse(data.created_at),
    accountVersion,
  };
}

/** The order of one account's movements: by time, then version, then id, so that any two can be told apart. */
export function compareMovements(a: Movement, b: Movement): number {
  return (
    a.occurredAt - b.occurredAt ||
    a.accountVersion - b.accountVersion ||
    (a.transactionId < b.transactionId ? -1 : a.transactionId > b.transactionId ? 1 : 0)
  );
}
