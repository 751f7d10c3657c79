import { directionOf, exactSum, kinds, type ExactInteger, type Transaction } from '@florin/rules';
import type { AccountLine } from '../schemas.ts';
import type { FakeLedger } from './fake-ledger.ts';
import { exact, metadataView } from './views.ts';

export type Basis = 'posted' | 'effective';

/** A movement from the side of one account. */
export type Line = Omit<AccountLine, 'balance_after'> & {
  balance_after: ExactInteger;
  movesMoney: boolean;
  createdMs: number;
  effectiveMs: number;
};

/** The balance of an account at a moment. `posted` is its version by posting time, for either basis. */
export type Position = { balance: ExactInteger; held: number; version: number; posted: number };

/** Returns all movements that changed the account, oldest first. */
export function linesOf(ledger: FakeLedger, accountId: string): Line[] {
  return ledger.transactions.flatMap((transaction) => {
    const { fromAccountId, fromAccountVersion, toAccountId, toAccountVersion } = transaction;
    if (fromAccountId === accountId && fromAccountVersion !== null) {
      return lineOf(transaction, {
        direction: 'debit',
        version: fromAccountVersion,
        balance: transaction.fromBalanceAfter ?? 0,
        held: transaction.fromHeldAfter ?? 0,
        counterparty: toAccountId,
      });
    }
    if (toAccountId !== accountId || toAccountVersion === null) return [];
    return lineOf(transaction, {
      direction: 'credit',
      version: toAccountVersion,
      balance: transaction.toBalanceAfter ?? 0,
      held: transaction.toHeldAfter ?? 0,
      counterparty: fromAccountId,
    });
  });
}

export function lineView(line: Line): AccountLine {
  const { movesMoney: _moves, createdMs: _created, effectiveMs: _effective, balance_after, ...view } = line;
  return { ...view, ...exact('balance_after', balance_after) };
}

type Side = {
  direction: 'credit' | 'debit';
  version: number;
  balance: number;
  held: number;
  counterparty: string;
};

function lineOf(transaction: Transaction, side: Side): Line {
  const { id, type, amount, reference, description, metadata, effectiveAt, createdAt } = transaction;
  const { movesMoney } = kinds[type];
  const signed = side.direction === 'debit' ? -amount : amount;
  return {
    transaction_id: id,
    type,
    direction: side.direction,
    amount,
    balance_change: movesMoney ? signed : 0,
    balance_after: side.balance,
    held_after: side.held,
    account_version: side.version,
    counterparty_account_id: directionOf(transaction) === 'transfer' ? side.counterparty : null,
    ...{ reference, description, metadata: metadataView(metadata) },
    effective_at: effectiveAt.toISOString(),
    created_at: createdAt.toISOString(),
    movesMoney,
    createdMs: createdAt.getTime(),
    effectiveMs: effectiveAt.getTime(),
  };
}

/** Returns the balance that the lines of an account give right before a moment, in milliseconds. */
export function positionBefore(lines: readonly Line[], momentMs: number, basis: Basis): Position {
  const last = lines.filter(({ createdMs }) => createdMs < momentMs).at(-1);
  const posted = last?.account_version ?? 0;
  const balance = last?.balance_after ?? 0;
  const held = last?.held_after ?? 0;
  if (basis === 'posted') return { balance, held, version: posted, posted };
  const backdated = lines.filter((line) => line.movesMoney && isBackdatedOver(line, momentMs));
  const changes = backdated.map(({ balance_change }) => balance_change);
  return { balance: exactSum(balance, ...changes), held, version: posted + backdated.length, posted };
}

/** Whether the line was posted at or after this moment and is effective before it. */
function isBackdatedOver({ effectiveMs, createdMs }: Line, momentMs: number): boolean {
  return effectiveMs < momentMs && createdMs >= momentMs;
}
