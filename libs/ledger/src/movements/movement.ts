import type { Account, Metadata } from '../entities/account.ts';
import type { Direction, Transaction, TransactionType } from '../entities/transaction.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { Books, Command, RequestContext } from '../posting/command.ts';
import { Refusal } from '../refusal.ts';
import { effectiveMoment, type Timed } from './mistimed.ts';

/** What a client may say about any movement. `amount` is in minor units of `currency` (ISO 4217). */
export type MovementDetails = {
  amount: number;
  currency: string;
  reference: string | null;
  description: string | null;
  metadata: Metadata | null;
  /** When it counts in the books, if not when it is decided; a time later than that counts as that. */
  effectiveAt?: Date;
};

/** A movement from one account to another; null is the world outside. */
export type Movement = MovementDetails & {
  type: TransactionType;
  fromAccountId: string | null;
  toAccountId: string | null;
  expiresAt?: Date;
};

/** The accounts of a movement; null is the world outside, which has no row to ask or change. */
type Sides = { from: Account | null; to: Account | null };

/** What a kind of movement does to its sides; everything around it is the same for all kinds. */
export type Effect = {
  /** Why it may not be, worth recording; nothing when it may. */
  refuses(sides: Sides, amount: number, at: Date): Refusal | undefined;
  /** Changes the accounts. Answers with what the row says beyond "completed". A side left alone has no version on it. */
  apply(sides: Sides, amount: number, at: Date): Partial<Recorded>;
};

/** What a movement's row keeps of its request. */
export type Requested = Omit<Command, 'accountIds' | 'decide'>;

type Recorded = Pick<Transaction, 'status' | 'capturedAmount' | 'releasedAmount'>;

/** The money leaves the one side and arrives at the other. */
export const moveMoney: Effect = {
  refuses: ({ from, to }, amount) => from?.refusesDebit(amount) ?? to?.refusesCredit(amount),
  apply({ from, to }, amount, at) {
    from?.debit(amount, at);
    to?.credit(amount, at);
    return {};
  },
};

/** The same, counted against the limits that the paying account has set for itself. */
export const spendMoney: Effect = {
  refuses: (sides, amount, at) =>
    moveMoney.refuses(sides, amount, at) ?? sides.from?.refusesSpending(amount, at),
  apply(sides, amount, at) {
    sides.from?.countSpending(amount, at);
    return moveMoney.apply(sides, amount, at);
  },
};

/** The command that posts one movement between two sides, of which at least one is a customer's account. */
export function movementCommand(
  movement: Movement,
  context: RequestContext,
  effect: Effect = spendMoney,
): Command {
  return commandOf(movement, movement, context, (requested, books) =>
    decideMovement(movement, requested, books, effect),
  );
}

/** A command of this type between these sides; `request` is what the same idempotency key must come with again. */
export function commandOf(
  { type, fromAccountId, toAccountId }: Pick<Movement, 'type' | 'fromAccountId' | 'toAccountId'>,
  request: object,
  context: RequestContext & { parentId?: string },
  decide: (requested: Requested, books: Books) => Transaction | Refusal,
): Command {
  const { effectiveAt, expiresAt } = request as Timed;
  const requested: Requested = {
    ...context,
    arrivedMs: context.arrivedMs ?? performance.now(),
    fingerprint: context.idempotencyKey === null ? null : fingerprintOf(type, request),
  };
  return {
    ...requested,
    accountIds: [fromAccountId, toAccountId].filter((id) => id !== null),
    ...(effectiveAt || expiresAt ? { times: { effectiveAt, expiresAt } } : {}),
    decide: (books) => decide(requested, books),
  };
}

/** Decides about one movement: changes its accounts, or leaves all as it was and says why. */
export function decideMovement(
  movement: Movement,
  requested: Requested,
  books: Books,
  effect: Effect,
): Transaction | Refusal {
  const { fromAccountId, toAccountId, amount, currency } = movement;
  const from = fromAccountId === null ? null : books.account(requested.tenantId, fromAccountId);
  const to = toAccountId === null ? null : books.account(requested.tenantId, toAccountId);
  if (from === undefined || to === undefined) {
    return new Refusal(
      'not_found',
      `There is no account ${from === undefined ? fromAccountId : toAccountId}.`,
    );
  }
  const outsider = [from, to].find((account) => account && account.currency !== currency);
  if (outsider) {
    return new Refusal(
      'currency_mismatch',
      `Account ${outsider.id} is in ${outsider.currency}, not ${currency}.`,
    );
  }
  const sides = { from, to };
  const transaction = transactionOf(movement, requested, books, sides);
  const refusal = effect.refuses(sides, amount, books.now);
  if (refusal)
    return { ...transaction, status: 'failed', failureCode: refusal.code, failureMessage: refusal.message };
  const versions = { from: from?.version, to: to?.version };
  const recorded = effect.apply(sides, amount, books.now);
  return {
    ...transaction,
    ...(from && from.version !== versions.from ? afterPaying(from) : {}),
    ...(to && to.version !== versions.to ? afterReceiving(to) : {}),
    ...recorded,
  };
}

const afterPaying = (account: Account) => ({
  fromAccountVersion: account.version,
  fromBalanceAfter: account.balance,
  fromHeldAfter: account.held || null,
});

const afterReceiving = (account: Account) => ({
  toAccountVersion: account.version,
  toBalanceAfter: account.balance,
  toHeldAfter: account.held || null,
});

function transactionOf(
  movement: Movement,
  requested: Requested,
  books: Books,
  { from, to }: Sides,
): Transaction {
  const external = () => books.external(requested.tenantId, movement.currency);
  const direction = directionBetween({ from, to });
  return {
    id: books.transactionId(),
    tenantId: requested.tenantId,
    type: movement.type,
    status: 'completed',
    fromAccountId: from?.id ?? external(),
    toAccountId: to?.id ?? external(),
    currency: movement.currency,
    amount: movement.amount,
    fromAccountVersion: null,
    toAccountVersion: null,
    fromBalanceAfter: null,
    toBalanceAfter: null,
    fromHeldAfter: null,
    toHeldAfter: null,
    movesAs: movement.type === direction ? null : direction,
    capturedAmount: null,
    releasedAmount: null,
    parentId: requested.parentId ?? null,
    expiresAt: movement.expiresAt ?? null,
    reference: movement.reference,
    description: movement.description,
    metadata: movement.metadata,
    failureCode: null,
    failureMessage: null,
    idempotencyKey: requested.idempotencyKey,
    fingerprint: requested.fingerprint,
    requestId: requested.requestId,
    receivedAt: arrivalOf(requested, books),
    effectiveAt: effectiveMoment(movement.effectiveAt, books.now),
    createdAt: books.now,
  };
}

/** When the request arrived by PostgreSQL's clock: as long before the decision as this process has measured. */
function arrivalOf({ arrivedMs }: Requested, { now }: Books): Date {
  const agoMs = arrivedMs === undefined ? 0 : Math.max(0, Math.round(performance.now() - arrivedMs));
  return new Date(now.getTime() - agoMs);
}

function directionBetween({ from, to }: Sides): Direction {
  if (from === null) return 'credit';
  return to === null ? 'debit' : 'transfer';
}
