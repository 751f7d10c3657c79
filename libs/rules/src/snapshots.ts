import { availableOf, type AccountState, type AccountStatus } from './account.ts';
import type { ExactInteger } from './money.ts';
import type { Span } from './periods.ts';
import type { Metadata, TransactionType } from './transaction.ts';

/** An account at one moment. Money in minor units of `currency`; times in RFC 3339, UTC. */
export type AccountSnapshot = {
  id: string;
  status: AccountStatus;
  currency: string;
  balance: number;
  held: number;
  available: ExactInteger;
  overdraftLimit: number;
  /** Null means no limit. Missing in the stored answers of openings from before limits existed. */
  movementLimit?: number | null;
  dailyLimit?: number | null;
  version: number;
  externalId: string | null;
  name: string | null;
  metadata: Metadata;
  createdAt: string;
  updatedAt: string;
};

/**
 * The balance of an account at a moment. `version` is the number of movements in it. By effective time the balance may be
 * greater than any account can hold, because a movement that was posted later may count earlier.
 */
export type Position = { balance: ExactInteger; held: number; version: number };

/** `available` is null for a past moment, because the overdraft limit may have changed since. */
export type Balance = Position & {
  accountId: string;
  currency: string;
  available: ExactInteger | null;
};

/** A movement from the view of one account. Amounts in minor units. */
export type AccountLine = {
  transactionId: string;
  type: TransactionType;
  direction: 'credit' | 'debit';
  amount: number;
  /** The change of the balance: the amount with its sign, or 0 when only the held amount changed. */
  change: number;
  version: number;
  balanceAfter: ExactInteger;
  heldAfter: number;
  /** Null when the other side is the external account. */
  counterpartyAccountId: string | null;
  reference: string | null;
  description: string | null;
  metadata: Metadata | null;
  effectiveAt: Date;
  createdAt: Date;
};

/** The time at which a movement counts: when it was posted, or its effective time. */
export type TimeBasis = 'posted' | 'effective';

/** What all pages of a statement say of its period, as of version `asOfVersion` of the account. */
export type StatementTotals = {
  opening: Position;
  closing: Position;
  amountIn: ExactInteger;
  amountOut: ExactInteger;
  countIn: number;
  countOut: number;
  asOfMs: number;
  asOfVersion: number;
};

/** A statement without its lines. */
export type StatementHead = {
  accountId: string;
  name: string | null;
  currency: string;
  period: Span & { basis: TimeBasis };
  frame: StatementTotals;
};

type WholeAccount = AccountState & {
  externalId?: string | null | undefined;
  name?: string | null | undefined;
  metadata: Metadata;
  createdAt: Date;
};

export function snapshotOf(account: WholeAccount): AccountSnapshot {
  return {
    id: account.id,
    status: account.status,
    currency: account.currency,
    balance: account.balance,
    held: account.held,
    available: availableOf(account),
    overdraftLimit: account.overdraftLimit,
    movementLimit: account.movementLimit ?? null,
    dailyLimit: account.dailyLimit ?? null,
    version: account.version,
    externalId: account.externalId ?? null,
    name: account.name ?? null,
    metadata: account.metadata,
    createdAt: account.createdAt.toISOString(),
    updatedAt: account.updatedAt.toISOString(),
  };
}
