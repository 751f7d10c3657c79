import type { ActorRecord } from './actor.ts';

/** Kinds of transaction between accounts that the request names. */
export type AccountTransactionType = 'credit' | 'debit' | 'transfer' | 'hold';
/** Kinds of transaction that are made on an earlier transaction, their parent. */
export type ParentTransactionType = 'capture' | 'void' | 'expiry' | 'reversal';
export type TransactionType = AccountTransactionType | ParentTransactionType;

/** A hold is `held` until it is `captured`, `voided` or `expired`. Every other transaction stays completed or failed. */
export type TransactionStatus = 'completed' | 'failed' | 'held' | 'captured' | 'voided' | 'expired';

/** From the external account to a customer's, the reverse, or between two customers' accounts. */
export type Direction = 'credit' | 'debit' | 'transfer';

export type Metadata = Record<string, string>;

/** The two fields of an open hold that later transactions change. */
type HoldState = { status: TransactionStatus; capturedAmount: number | null };

type Entry = ActorRecord & {
  id: string;
  tenantId: string;
  type: TransactionType;
  fromAccountId: string;
  toAccountId: string;
  currency: string;
  /** In minor units. */
  amount: number;
  /** The account's version, balance and held amount after this transaction; null where it did not change the account. */
  fromAccountVersion: number | null;
  toAccountVersion: number | null;
  fromBalanceAfter: number | null;
  toBalanceAfter: number | null;
  /** Null also where nothing is held. */
  fromHeldAfter: number | null;
  toHeldAfter: number | null;
  /** The direction, where the type does not say it. */
  movesAs: Direction | null;
  /** What a capture, void or expiry made available again. */
  releasedAmount: number | null;
  parentId: string | null;
  expiresAt: Date | null;
  reference: string | null;
  description: string | null;
  metadata: Metadata | null;
  failureCode: string | null;
  failureMessage: string | null;
  idempotencyKey: string | null;
  fingerprint: Uint8Array | null;
  requestId: string | null;
  receivedAt: Date | null;
  effectiveAt: Date;
  createdAt: Date;
};

/** A recorded transaction. One row is the whole double entry: it moves one amount from one account to another. */
export type Transaction = Readonly<Entry & HoldState>;

/** A recorded transaction on which another one is decided: the state of its hold may change. */
export type ParentTransaction = Readonly<Entry> & HoldState;

/** The direction of the money, also of a capture, void, expiry or reversal: a capture of a held debit is a debit. */
export function directionOf({ type, movesAs }: Pick<Transaction, 'type' | 'movesAs'>): Direction {
  if (movesAs !== null) return movesAs;
  if (type === 'credit' || type === 'debit' || type === 'transfer') return type;
  throw new Error(`A ${type} must say in which direction it moves money.`);
}

/** The transaction as it was when it was posted: every hold was open then, whatever has been done to it since. */
export function asPosted(transaction: Transaction): Transaction {
  const isHold = transaction.type === 'hold' && transaction.status !== 'failed';
  return isHold ? { ...transaction, status: 'held', capturedAmount: 0 } : transaction;
}

/** The customers' accounts that a transaction is between; null is the external account. */
export type Between = { fromAccountId: string | null; toAccountId: string | null };

export function accountsOf(transaction: Transaction): Between {
  const direction = directionOf(transaction);
  return {
    fromAccountId: direction === 'credit' ? null : transaction.fromAccountId,
    toAccountId: direction === 'debit' ? null : transaction.toAccountId,
  };
}
