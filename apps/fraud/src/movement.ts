import { idToUuid, recurringIdToUuid } from '@florin/database';
import type {
  FlorinEvent,
  TransactionsCompleted,
  TransactionsFailed,
  TransactionsHolds,
} from '@florin/events';

/** What the rules know of one transaction, seen from one account. Ids are bare UUIDs, as the store keeps them. */
export type Movement = {
  readonly tenantId: string;
  readonly accountId: string;
  readonly transactionId: string;
  /** Money moved, was refused, or was held for later. */
  readonly outcome: 'completed' | 'failed' | 'held';
  /** The ledger's word for it: credit, debit, transfer, capture, hold, or one that is newer than this app. */
  readonly type: string;
  readonly direction: 'credit' | 'debit';
  /** The other side is an account of the bank too, and has a movement of its own. */
  readonly internal: boolean;
  /** That account; null for the world outside, and for what was recorded before this was kept. */
  readonly counterpartyId: string | null;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** Epoch milliseconds at which the ledger recorded it: the time that all windows are measured in. */
  readonly occurredAt: number;
  /** The account's version after it; 0 when it failed, for then nothing moved. */
  readonly accountVersion: number;
};

/**
 * The movement that an event tells of; nothing when no rule has an interest in it. Those are what the bank puts right
 * (reversals), what becomes of a hold later (a capture is told as a movement too), and refusals of either: they say
 * nothing about what the account's holder does.
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
      if (bankersTypes.has(data.type)) return undefined;
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

const bankersTypes = new Set(['reversal', 'capture', 'void', 'expiry']);

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

/** The order of one account's movements: by time, then version, then id, so that any two can be told apart. */
export function compareMovements(a: Movement, b: Movement): number {
  return (
    a.occurredAt - b.occurredAt ||
    a.accountVersion - b.accountVersion ||
    (a.transactionId < b.transactionId ? -1 : a.transactionId > b.transactionId ? 1 : 0)
  );
}
