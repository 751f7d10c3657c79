import type { Transaction } from '../schemas.ts';
import {
  countSpending,
  move,
  refusesCredit,
  refusesDebit,
  refusesHold,
  refusesSpending,
  sorted,
} from './account-rules.ts';
import type { Books, Entry, FakeAccount } from './books.ts';
import { Refusal, wrongInBody } from './refusal.ts';

/** What bodies of all kinds may say about a movement. */
export type Details = {
  reference?: string;
  description?: string;
  metadata?: Record<string, string>;
  effective_at?: string;
};

type Sides = { from: FakeAccount | null; to: FakeAccount | null };

/** What a kind of movement does; everything around it is the same for all kinds. */
export type Effect = {
  refuses(sides: Sides, amount: number, at: Date): Refusal | undefined;
  apply(sides: Sides, amount: number, at: Date): EffectRecord;
};

type EffectRecord = { status?: Transaction['status']; captured_amount?: number | null; released?: number };

export type Movement = {
  type: Transaction['type'];
  fromId: string | null;
  toId: string | null;
  amount: number;
  currency: string;
  details: Details;
  expiresAt?: string | undefined;
  parent?: Entry;
};

export function moveMoney(books: Books): Effect {
  return {
    refuses: ({ from, to }, amount) =>
      (from ? refusesDebit(from, amount) : undefined) ?? (to ? refusesCredit(to, amount) : undefined),
    apply({ from, to }, amount, at) {
      if (from) move(books, from, -amount, 0, at);
      if (to) move(books, to, amount, 0, at);
      return {};
    },
  };
}

/** The same, counted against the limits that the paying account has set for itself. */
export function spendMoney(books: Books): Effect {
  const moves = moveMoney(books);
  return {
    refuses: (sides, amount, at) =>
      moves.refuses(sides, amount, at) ?? (sides.from ? refusesSpending(sides.from, amount, at) : undefined),
    apply(sides, amount, at) {
      if (sides.from) countSpending(books, sides.from, amount, at);
      return moves.apply(sides, amount, at);
    },
  };
}

/** Promised: it stays in the balance and is no longer available. */
export function promiseMoney(books: Books): Effect {
  return {
    refuses: (sides, amount, at) =>
      spendMoney(books).refuses(sides, amount, at) ?? refusesHold(sides.from!, amount),
    apply({ from }, amount, at) {
      countSpending(books, from!, amount, at);
      move(books, from!, 0, amount, at);
      return { status: 'held', captured_amount: 0 };
    },
  };
}

/**
 * Decides about one movement and records what became of it. Throws a Refusal where nothing was to be recorded; one that
 * was recorded comes back as a failed transaction.
 */
export function decide(books: Books, movement: Movement, effect: Effect): Entry {
  const { fromId, toId, amount, currency } = movement;
  const from = fromId === null ? null : books.account(fromId);
  const to = toId === null ? null : books.account(toId);
  const outsider = [from, to].find((account) => account && account.currency !== currency);
  if (outsider) {
    throw new Refusal(
      'currency_mismatch',
      `Account ${outsider.id} is in ${outsider.currency}, not ${currency}.`,
    );
  }
  const at = books.momentAfter([from, to]);
  const entry = entryOf(books, movement, at);
  const refusal = effect.refuses({ from, to }, amount, at);
  if (refusal) {
    entry.transaction.status = 'failed';
    entry.transaction.failure = { code: refusal.code, message: refusal.message };
    return books.add(books.entries, entry.transaction.id, entry);
  }
  const versions = [from?.version, to?.version];
  const { released = 0, ...reported } = effect.apply({ from, to }, amount, at);
  Object.assign(entry.transaction, reported);
  entry.released = released;
  if (from && from.version !== versions[0]) entry.from = sideOf(from);
  if (to && to.version !== versions[1]) entry.to = sideOf(to);
  const shown = fromId === null ? entry.to : entry.from;
  entry.transaction.balance_after = shown?.balance ?? null;
  entry.transaction.account_version = shown?.version ?? null;
  if (entry.transaction.status === 'held' && movement.expiresAt) books.expect(movement.expiresAt);
  return books.add(books.entries, entry.transaction.id, entry);
}

function sideOf({ id, version, balance, held }: FakeAccount) {
  return { id, version, balance, held };
}

function entryOf(books: Books, movement: Movement, at: Date): Entry {
  const { type, fromId, toId, amount, currency, details, expiresAt, parent } = movement;
  const isBetweenTwo = fromId !== null && toId !== null;
  const createdAt = at.toISOString();
  const parentId = parent?.transaction.id ?? null;
  const transaction: Transaction = {
    id: books.ids.next('txn', at),
    type,
    status: 'completed',
    account_id: (fromId ?? toId)!,
    counterparty_account_id: isBetweenTwo ? toId : null,
    from_account_id: isBetweenTwo ? fromId : null,
    to_account_id: isBetweenTwo ? toId : null,
    amount,
    currency,
    balance_after: null,
    account_version: null,
    reference: details.reference ?? null,
    description: details.description ?? null,
    metadata: sorted(details.metadata),
    failure: null,
    hold_id: type === 'reversal' ? null : parentId,
    reverses: type === 'reversal' ? parentId : null,
    expires_at: expiresAt === undefined ? null : new Date(expiresAt).toISOString(),
    captured_amount: null,
    effective_at: details.effective_at ? new Date(details.effective_at).toISOString() : createdAt,
    created_at: createdAt,
  };
  return { transaction, fromId, toId, ...(parent && { parent }), reversed: 0, released: 0 };
}

/** A refusal that was recorded is thrown with its transaction; everything else is the answer. */
export function settled(entry: Entry): Transaction {
  const { transaction } = entry;
  const { failure } = transaction;
  if (failure === null) return transaction;
  throw new Refusal(failure.code as Refusal['code'], failure.message, { transaction });
}

const yearMs = 366 * 86_400_000;

/** A moment in the future that is no more than a year away. */
export function assertWithinAYear(books: Books, time: string | undefined, pointer: string): void {
  if (time === undefined) return;
  const inMs = Date.parse(time) - books.clock.now().getTime();
  if (inMs <= 0) throw wrongInBody(pointer, 'must be in the future');
  if (inMs > yearMs) throw wrongInBody(pointer, 'must be no more than a year away');
}

export function assertNotInFuture(books: Books, { effective_at }: Details): void {
  if (effective_at === undefined || Date.parse(effective_at) <= books.clock.now().getTime()) return;
  throw wrongInBody('/effective_at', 'must not be in the future');
}

export function assertDifferent(payingId: string, receivingId: string | undefined): void {
  if (payingId === receivingId) throw wrongInBody('/to_account_id', 'must not be the paying account');
}
