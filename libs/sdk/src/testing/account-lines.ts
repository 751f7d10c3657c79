import {
  directionOf,
  exactSum,
  kinds,
  type AccountLine,
  type Position,
  type TimeBasis,
  type Transaction,
} from '@florin/rules';
import type { FakeLedger } from './fake-ledger.ts';

/** A movement from the side of one account. */
export type Line = AccountLine & { movesMoney: boolean };

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
    transactionId: id,
    type,
    direction: side.direction,
    amount,
    change: movesMoney ? signed : 0,
    version: side.version,
    balanceAfter: side.balance,
    heldAfter: side.held,
    counterpartyAccountId: directionOf(transaction) === 'transfer' ? side.counterparty : null,
    ...{ reference, description, metadata, effectiveAt, createdAt, movesMoney },
  };
}

/** Returns the balance that the lines of an account give right before a moment, in milliseconds. */
export function positionBefore(lines: readonly Line[], momentMs: number, basis: TimeBasis): Position {
  const last = lines.filter(({ createdAt }) => createdAt.getTime() < momentMs).at(-1);
  const version = last?.version ?? 0;
  const balance = last?.balanceAfter ?? 0;
  const held = last?.heldAfter ?? 0;
  if (basis === 'posted') return { balance, held, version };
  const backdated = lines.filter((line) => line.movesMoney && isBackdatedOver(line, momentMs));
  const changes = backdated.map(({ change }) => change);
  return { balance: exactSum(balance, ...changes), held, version: version + backdated.length };
}

/** Whether the line was posted at or after this moment and is effective before it. */
function isBackdatedOver({ effectiveAt, createdAt }: Line, momentMs: number): boolean {
  return effectiveAt.getTime() < momentMs && createdAt.getTime() >= momentMs;
}
