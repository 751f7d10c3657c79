import type { AccountLine } from '../schemas.ts';
import type { Books, Entry, Side } from './books.ts';
import { exact, exactSum, type ExactInteger } from './exact.ts';

export type Basis = 'posted' | 'effective';

/** A movement as one account sees it. */
export type Line = Omit<AccountLine, 'balance_after'> & { balance_after: ExactInteger; backdated: boolean };

/** What an account had at some moment; `posted` is its version by posting time, whatever the basis. */
export type Position = { balance: ExactInteger; held: number; version: number; posted: number };

const movesNothing = new Set(['hold', 'void', 'expiry']);

/** Everything that touched the account, oldest first. */
export function linesOf(books: Books, accountId: string): Line[] {
  return [...books.entries.values()].flatMap((entry) => {
    const side = [entry.from, entry.to].find((each) => each?.id === accountId);
    return side ? [lineOf(entry, side)] : [];
  });
}

export function movedMoney({ type }: Line): boolean {
  return !movesNothing.has(type);
}

export function toAccountLine({ backdated: _, balance_after, ...line }: Line): AccountLine {
  return { ...line, ...exact('balance_after', balance_after) };
}

function lineOf({ transaction, fromId, toId, from }: Entry, side: Side): Line {
  const pays = side === from;
  const { id, type, amount, reference, description, metadata, effective_at, created_at } = transaction;
  const signed = pays ? -amount : amount;
  return {
    transaction_id: id,
    type,
    direction: pays ? 'debit' : 'credit',
    amount,
    balance_change: movesNothing.has(type) ? 0 : signed,
    balance_after: side.balance,
    held_after: side.held,
    account_version: side.version,
    counterparty_account_id: pays ? toId : fromId,
    reference,
    description,
    metadata,
    effective_at,
    created_at,
    backdated: effective_at < created_at,
  };
}

/** What these lines of an account amount to right before a moment, in milliseconds. */
export function positionBefore(lines: readonly Line[], momentMs: number, basis: Basis): Position {
  const before = lines.filter(({ created_at }) => Date.parse(created_at) < momentMs);
  const last = before.at(-1);
  const posted = last?.account_version ?? 0;
  const position = {
    balance: last?.balance_after ?? 0,
    held: last?.held_after ?? 0,
    version: posted,
    posted,
  };
  if (basis === 'posted') return position;
  const counted = lines.filter((line) => line.backdated && isLater(line, momentMs) && movedMoney(line));
  const changes = counted.map(({ balance_change }) => balance_change);
  return { ...position, balance: exactSum(position.balance, ...changes), version: posted + counted.length };
}

/** Posted at this moment or later, and counting from before it. */
function isLater({ effective_at, created_at }: Line, momentMs: number): boolean {
  return Date.parse(effective_at) < momentMs && Date.parse(created_at) >= momentMs;
}
