import { idToUuid, recurringIdToUuid } from '@florin/database';
import type {
  FlorinEvent,
  TransactionsCompleted,
  TransactionsFailed,
  TransactionsHolds,
} from '@florin/events';

/** One transaction as seen from one account. Ids are bare UUIDs, as they are stored. */
export type Movement = {
  readonly tenantId: string;
  readonly accountId: string;
  readonly transactionId: string;
  /** Whether the money was moved, refused, or held. */
  readonly outcome: 'completed' | 'failed' | 'held';
  /** The ledger's kind of transaction: credit, debit, transfer, capture, hold, or one that is newer than this app. */
  readonly type: string;
  readonly direction: 'credit' | 'debit';
  /** Whether the other side is an account of the bank too, which has a movement of its own. */
  readonly internal: boolean;
  /** The account of the other side; null for the external account, and for movements recorded before this field existed. */
  readonly counterpartyId: string | null;
  /** In minor units. */
  readonly amount: number;
  readonly currency: string;
  /** The time at which the ledger recorded it, in epoch milliseconds. All windows are measured in this time. */
  readonly occurredAt: number;
  /** The account's version after it; 0 if it was refused. */
  readonly accountVersion: number;
};

/**
 * The movement that an event describes; undefined if no rule judges it. The rules do not judge reversals, changes of a hold
 * after it was placed (a capture is published as a movement too), or refusals of either, because these are not actions of
 * the account holder.
 */
export function movementOf(event: FlorinEvent): Movement | undefined {
  switch (event.type) {
    case 'florin.transactions.completed.v1': {
      const { data } = event;
      if (data.type === 'reversal') return undefined;
      return movement(data, { outcome: 'completed', type: data.type, direction: data.direction });
    }
    case 'florin.transactions.failed.v1': {
      const { data } = event;
      if (bankOperations.has(data.type)) return undefined;
      return movement(data, { outcome: 'failed', type: data.type, direction: data.direction });
    }
    case 'florin.transactions.holds.v1': {
      const { data } = event;
      if (data.change !== 'placed') return undefined;
      return movement(data, { outcome: 'held', type: 'hold', direction: 'debit' });
    }
    default:
      return undefined;
  }
}

const bankOperations = new Set(['reversal', 'capture', 'void', 'expiry']);

function movement(
  data: TransactionsCompleted['data'] | TransactionsFailed['data'] | TransactionsHolds['data'],
  kind: Pick<Movement, 'outcome' | 'type' | 'direction'>,
): Movement {
  const counterparty = data.counterparty_account_id;
  return {
    tenantId: recurringIdToUuid(data.tenant_id),
    accountId: recurringIdToUuid(data.account_id),
    transactionId: idToUuid(data.transaction_id),
    ...kind,
    internal: counterparty !== null,
    counterpartyId: counterparty === null ? null : recurringIdToUuid(counterparty),
    amount: data.amount,
    currency: data.currency,
    occurredAt: Date.parse(data.created_at),
    accountVersion: 'account_version' in data ? data.account_version : 0,
  };
}

/** Orders one account's movements by time, then version, then id, so that no two are equal. */
export function compareMovements(a: Movement, b: Movement): number {
  return (
    a.occurredAt - b.occurredAt ||
    a.accountVersion - b.accountVersion ||
    (a.transactionId < b.transactionId ? -1 : a.transactionId > b.transactionId ? 1 : 0)
  );
}
