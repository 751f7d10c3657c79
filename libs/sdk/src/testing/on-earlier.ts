import type { Transaction } from '../schemas.ts';
import { move, moneyText, refusesCredit, refusesMovement, uncountSpending } from './account-rules.ts';
import type { Books, Entry } from './books.ts';
import { decide, moveMoney, type Details, type Effect, type Movement } from './movement.ts';
import { Refusal } from './refusal.ts';

/** Money that was held leaves for the hold's other side, in one piece or in several. */
export function capture(
  books: Books,
  hold: Entry,
  body: Details & { amount?: number; final?: boolean },
): Entry {
  assertHold(hold);
  const amount = body.amount ?? (stillHeld(hold) || hold.transaction.amount);
  return decide(books, onEarlier('capture', hold, amount, body), {
    refuses: ({ from, to }, requested, at) =>
      refusesCapture(hold, requested, at) ??
      refusesMovement(from!) ??
      (to ? refusesCredit(to, requested) : undefined),
    apply({ from, to }, requested, at) {
      const rest = stillHeld(hold) - requested;
      const released = rest > 0 && !body.final ? 0 : rest;
      const isOver = rest === 0 || body.final === true;
      const captured_amount = (hold.transaction.captured_amount ?? 0) + requested;
      changeHold(books, hold, { captured_amount, ...(isOver && { status: 'captured' as const }) });
      uncountSpending(books, from!, released, hold.transaction.created_at, at);
      move(books, from!, -requested, -requested - released, at);
      if (to) move(books, to, requested, 0, at);
      return { captured_amount, released };
    },
  });
}

/** A hold ends, and what is still held of it is available again; the account may be frozen. */
export function voidHold(books: Books, hold: Entry, body: Details): Entry {
  assertHold(hold);
  const amount = stillHeld(hold) || hold.transaction.amount;
  return decide(books, onEarlier('void', hold, amount, body), giveBack(books, hold, 'voided'));
}

/** Its time is over. */
export function expire(books: Books, hold: Entry): Entry {
  return decide(books, onEarlier('expiry', hold, stillHeld(hold), {}), giveBack(books, hold, 'expired'));
}

/** Money goes back to where a transaction took it from, all of it or a part; never more than it moved. */
export function reverse(books: Books, original: Entry, body: Details & { amount?: number }): Entry {
  const { id, type, status, amount: whole } = original.transaction;
  const isReversible = type === 'credit' || type === 'debit' || type === 'transfer' || type === 'capture';
  if (!isReversible || status !== 'completed') {
    const what = status === 'failed' ? 'failed and moved nothing' : `is of type ${type}`;
    throw new Refusal('state_conflict', `Transaction ${id} ${what}; it cannot be reversed.`);
  }
  const amount = body.amount ?? (whole - original.reversed || whole);
  const back = onEarlier('reversal', original, amount, body);
  const moves = moveMoney(books);
  return decide(
    books,
    { ...back, fromId: back.toId, toId: back.fromId },
    {
      refuses: (sides, requested, at) =>
        refusesReversal(original, requested) ?? moves.refuses(sides, requested, at),
      apply(sides, requested, at) {
        books.change(original, { reversed: original.reversed + requested });
        return moves.apply(sides, requested, at);
      },
    },
  );
}

function onEarlier(
  type: Transaction['type'],
  parent: Entry,
  amount: number,
  { reference, description, metadata, effective_at }: Details,
): Movement {
  const details = {
    ...(reference !== undefined && { reference }),
    ...(description !== undefined && { description }),
    ...(metadata && { metadata }),
    ...(effective_at !== undefined && { effective_at }),
  };
  const { fromId, toId } = parent;
  return { type, fromId, toId, amount, currency: parent.transaction.currency, details, parent };
}

function giveBack(books: Books, hold: Entry, status: 'voided' | 'expired'): Effect {
  return {
    refuses: () => refusesEnd(hold),
    apply({ from }, amount, at) {
      changeHold(books, hold, { status });
      uncountSpending(books, from!, amount, hold.transaction.created_at, at);
      move(books, from!, 0, -amount, at);
      return { captured_amount: hold.transaction.captured_amount, released: amount };
    },
  };
}

function stillHeld({ transaction: { status, amount, captured_amount } }: Entry): number {
  return status === 'held' ? amount - (captured_amount ?? 0) : 0;
}

function changeHold(books: Books, hold: Entry, changes: Partial<Transaction>): void {
  books.change(hold, { transaction: { ...hold.transaction, ...changes } });
}

/** Refused for ever, and not recorded. */
function assertHold({ transaction: { id, type, status } }: Entry): void {
  if (type === 'hold' && status !== 'failed') return;
  const what = type === 'hold' ? 'a hold that failed' : `of type ${type}, not a hold`;
  throw new Refusal('state_conflict', `Transaction ${id} is ${what}; nothing was moved.`);
}

function refusesEnd({ transaction: { id, status } }: Entry): Refusal | undefined {
  return status === 'held' ? undefined : new Refusal('state_conflict', `Hold ${id} is ${status} already.`);
}

function refusesCapture(hold: Entry, amount: number, at: Date): Refusal | undefined {
  const { id, status, expires_at, currency } = hold.transaction;
  if (status !== 'held') return refusesEnd(hold);
  if (expires_at !== null && at.getTime() >= Date.parse(expires_at)) {
    return new Refusal('state_conflict', `Hold ${id} expired at ${expires_at}.`);
  }
  if (amount <= stillHeld(hold)) return undefined;
  return new Refusal(
    'state_conflict',
    `Hold ${id} still holds ${moneyText(stillHeld(hold), currency)}; ${moneyText(amount, currency)} was asked for.`,
  );
}

function refusesReversal({ transaction, reversed }: Entry, amount: number): Refusal | undefined {
  const left = transaction.amount - reversed;
  if (amount <= left) return undefined;
  const text = (sum: number) => moneyText(sum, transaction.currency);
  return new Refusal(
    'state_conflict',
    `Of the ${text(transaction.amount)} that transaction ${transaction.id} moved, ${text(left)} can still be reversed; ${text(amount)} was asked for.`,
  );
}
