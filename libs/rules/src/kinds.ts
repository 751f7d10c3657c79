import {
  captureFromAccount,
  captureRefusal,
  countSpending,
  creditAccount,
  creditRefusal,
  debitAccount,
  debitRefusal,
  holdOnAccount,
  holdRefusal,
  releaseOnAccount,
  spendingRefusal,
  uncountSpending,
  type AccountState,
} from './account.ts';
import type { Parent } from './parent.ts';
import { Refusal } from './refusal.ts';
import {
  accountsOf,
  type AccountTransactionType,
  type Between,
  type ParentTransactionType,
  type Transaction,
  type TransactionType,
} from './transaction.ts';
import { keysOf } from './keys.ts';

/** The accounts of a movement; null is the external account, whose row is neither read nor changed. */
export type Sides = { from: AccountState | null; to: AccountState | null };

/** The accounts that a request names, in whichever of these fields its kind has. */
export type NamedAccounts = { accountId?: string; fromAccountId?: string; toAccountId?: string | null };

/** The fields that a kind of transaction sets instead of a plain "completed". */
export type Recorded = Partial<Pick<Transaction, 'status' | 'capturedAmount' | 'releasedAmount'>>;

type Facts = {
  /** Whether its amount leaves one account and arrives on the other. */
  movesMoney: boolean;
  /** What it does to a hold. */
  changesHold: 'placed' | 'captured' | 'voided' | 'expired' | null;
  /** Whether a reversal can take it back. */
  reversible: boolean;
};

/** A kind whose request names its accounts. */
type AccountKind = Facts & {
  on: 'accounts';
  between(named: NamedAccounts): Between;
  /** Why it is refused, which is recorded as a failed transaction; undefined where it is not. */
  refuse(sides: Sides, amount: number, at: Date): Refusal | undefined;
  /** Changes the accounts. A side that it leaves alone has no version in the transaction. */
  apply(sides: Sides, amount: number, at: Date): Recorded;
};

/** The fields of a request on a parent, in addition to its details. */
export type ParentRequest = { final?: boolean };

/** The same as the contract's bodies name it. */
export type ParentBody = { amount?: number; final?: boolean };

/** A kind that is made on an earlier transaction, whose accounts and currency it has. */
type ParentKind = Facts & {
  on: 'parent';
  between(parent: Transaction): Between;
  /** What of a body this kind reads; what is missing is null or false, as existing fingerprints have it. */
  options(body: ParentBody): ParentRequest & { amount?: number | null };
  /** Why it can never, or not yet, be made on this parent. Such a refusal is not recorded. */
  refuseParent(parent: Parent, at: Date): Refusal | undefined;
  /** What it moves when the request names no amount: all that is left. */
  left(parent: Parent): number;
  refuse(sides: Sides, amount: number, at: Date, parent: Parent): Refusal | undefined;
  apply(sides: Sides, amount: number, at: Date, parent: Parent, request: ParentRequest): Recorded;
};

const completed: Recorded = {};

const moveMoney = {
  refuse: ({ from, to }: Sides, amount: number) =>
    (from ? debitRefusal(from, amount) : undefined) ?? (to ? creditRefusal(to, amount) : undefined),
  apply({ from, to }: Sides, amount: number, at: Date): Recorded {
    if (from) debitAccount(from, amount, at);
    if (to) creditAccount(to, amount, at);
    return completed;
  },
};

/** Moves money and counts it against the limits that the paying account has set for itself. */
const spendMoney = {
  refuse: (sides: Sides, amount: number, at: Date) =>
    moveMoney.refuse(sides, amount) ?? (sides.from ? spendingRefusal(sides.from, amount, at) : undefined),
  apply(sides: Sides, amount: number, at: Date): Recorded {
    if (sides.from) countSpending(sides.from, amount, at);
    return moveMoney.apply(sides, amount, at);
  },
};

const spending = {
  on: 'accounts',
  movesMoney: true,
  changesHold: null,
  reversible: true,
  ...spendMoney,
} as const;

/** Ends a hold and makes what is still held available again. Works on a frozen account too. */
function endsHold(status: 'voided' | 'expired') {
  return {
    on: 'parent',
    movesMoney: false,
    changesHold: status,
    reversible: false,
    between: accountsOf,
    options: () => ({}),
    refuse: (_sides: Sides, _amount: number, _at: Date, hold: Parent) => hold.endRefusal(),
    apply(sides: Sides, amount: number, at: Date, hold: Parent): Recorded {
      const from = payerOf(sides);
      hold.end(status);
      uncountSpending(from, amount, hold.transaction.createdAt, at);
      releaseOnAccount(from, amount, at);
      return { capturedAmount: hold.transaction.capturedAmount, releasedAmount: amount };
    },
  } as const;
}

/**
 * Every kind of transaction: between which accounts it is, why it is refused, and what it changes. A new kind is its name
 * in `transaction.ts`, an entry here, and its operation in the contract.
 */
export const kinds: { readonly [Type in AccountTransactionType]: AccountKind } & {
  readonly [Type in ParentTransactionType]: ParentKind;
} = {
  credit: {
    ...spending,
    between: ({ accountId = null }) => ({ fromAccountId: null, toAccountId: accountId }),
  },

  debit: {
    ...spending,
    between: ({ accountId = null }) => ({ fromAccountId: accountId, toAccountId: null }),
  },

  transfer: {
    ...spending,
    between: ({ fromAccountId = null, toAccountId = null }) => ({ fromAccountId, toAccountId }),
  },

  /** Money stays in the account's balance and is no longer available. */
  hold: {
    on: 'accounts',
    movesMoney: false,
    changesHold: 'placed',
    reversible: false,
    between: ({ accountId = null, toAccountId = null }) => ({ fromAccountId: accountId, toAccountId }),
    refuse: (sides, amount, at) =>
      spendMoney.refuse(sides, amount, at) ?? holdRefusal(payerOf(sides), amount),
    apply(sides, amount, at) {
      const from = payerOf(sides);
      countSpending(from, amount, at);
      holdOnAccount(from, amount, at);
      return { status: 'held', capturedAmount: 0 };
    },
  },

  /** Held money leaves, in one capture or several. It needs no other funds, but the account must not be frozen. */
  capture: {
    on: 'parent',
    movesMoney: true,
    changesHold: 'captured',
    reversible: true,
    between: accountsOf,
    options: ({ amount = null, final = false }) => ({ amount, final }),
    refuseParent: notAHold,
    left: ({ stillHeld, transaction }) => stillHeld || transaction.amount,
    refuse: (sides, amount, at, hold) =>
      hold.captureRefusal(amount, at) ??
      captureRefusal(payerOf(sides)) ??
      (sides.to ? creditRefusal(sides.to, amount) : undefined),
    apply(sides, amount, at, hold, { final = false }) {
      const from = payerOf(sides);
      const releasedAmount = hold.capture(amount, final);
      uncountSpending(from, releasedAmount ?? 0, hold.transaction.createdAt, at);
      captureFromAccount(from, amount, releasedAmount ?? 0, at);
      if (sides.to) creditAccount(sides.to, amount, at);
      return { capturedAmount: hold.transaction.capturedAmount, releasedAmount };
    },
  },

  void: {
    ...endsHold('voided'),
    refuseParent: notAHold,
    left: ({ stillHeld, transaction }) => stillHeld || transaction.amount,
  },

  expiry: {
    ...endsHold('expired'),
    refuseParent(hold, at) {
      const { id, expiresAt } = hold.transaction;
      const isDue = expiresAt !== null && at >= expiresAt;
      return isDue ? hold.endRefusal() : new Refusal('state_conflict', `Hold ${id} is not due yet.`);
    },
    left: ({ stillHeld }) => stillHeld,
  },

  /** Money goes back to where a transaction took it from, all of it or a part. */
  reversal: {
    on: 'parent',
    movesMoney: true,
    changesHold: null,
    reversible: false,
    between(original) {
      const { fromAccountId, toAccountId } = accountsOf(original);
      return { fromAccountId: toAccountId, toAccountId: fromAccountId };
    },
    options: ({ amount = null }) => ({ amount }),
    refuseParent: notReversible,
    left: ({ reversible, transaction }) => reversible || transaction.amount,
    refuse: (sides, amount, _at, original) =>
      original.reversalRefusal(amount) ?? moveMoney.refuse(sides, amount),
    apply(sides, amount, at, original) {
      original.reverse(amount);
      return moveMoney.apply(sides, amount, at);
    },
  },
};

/** The names of the kinds for which this is true. */
export function typesWhere(isTrue: (kind: Facts) => boolean): TransactionType[] {
  return keysOf(kinds).filter((type) => isTrue(kinds[type]));
}

/** The account that a hold is on. */
function payerOf({ from }: Sides): AccountState {
  if (from === null) throw new Error('A hold is on a customer account.');
  return from;
}

function notAHold({ transaction: { id, type, status } }: Parent): Refusal | undefined {
  if (type === 'hold' && status !== 'failed') return undefined;
  const what = type === 'hold' ? 'a hold that failed' : `of type ${type}, not a hold`;
  return new Refusal('state_conflict', `Transaction ${id} is ${what}; nothing was moved.`);
}

function notReversible({ transaction: { id, type, status } }: Parent): Refusal | undefined {
  if (kinds[type].reversible && status === 'completed') return undefined;
  const what = status === 'failed' ? 'failed and moved nothing' : `is of type ${type}`;
  return new Refusal('state_conflict', `Transaction ${id} ${what}; it cannot be reversed.`);
}
