import type { BatchMovement, Florin, Transaction } from '@florin/sdk';
import type { DemoAccount } from './accounts.ts';
import type { Month, PlannedMovement } from './month.ts';

export type Posted = {
  completed: number;
  refused: number;
  /** What fraud will record: the sides of the movements of money that were posted now, and not in an earlier run. */
  newSides: number;
};

const batchSize = 500;

/**
 * Posts the month in batches, each day after the one before, with the planned times as `effective_at`. A repetition with the
 * same `key` posts nothing twice. `accountIds` has the id of each account. A movement on a hold or a capture that the bank
 * refused is left out.
 */
export async function postMonth(
  florin: Florin,
  { days }: Month,
  { accountIds, key, since, onProgress }: PostOptions & { since: string },
): Promise<Posted> {
  const posted: Posted = { completed: 0, refused: 0, newSides: 0 };
  const transactionIds = new Map<string, string>();
  const all = days.reduce((sum, day) => sum + day.length, 0);
  let done = 0;
  for (const [number, day] of days.entries()) {
    for (let first = 0; first < day.length; first += batchSize) {
      const planned = day.slice(first, first + batchSize);
      const able = planned.filter((movement) => !('of' in movement) || transactionIds.has(movement.of));
      const movements = able.map((movement) => bodyOf(movement, accountIds, transactionIds));
      done += planned.length;
      if (movements.length === 0) continue;
      const idempotencyKey = `${key}-day-${number}-${first}`;
      const { results } = await florin.transactions.batch({ movements }, { idempotencyKey });
      for (const [index, { status, transaction }] of results.entries()) {
        posted[status === 'completed' ? 'completed' : 'refused'] += 1;
        const reference = able[index]?.reference;
        if (status === 'completed' && transaction !== undefined && reference !== undefined)
          transactionIds.set(reference, transaction.id);
        posted.newSides += status === 'completed' && isNew(transaction, since) ? sidesOf(transaction) : 0;
      }
      onProgress(done, all);
    }
  }
  return posted;
}

/** Since the start of this run. Both are times in UTC, of the same length. */
const isNew = (transaction: Transaction | undefined, since: string): boolean =>
  transaction !== undefined && transaction.created_at >= since;

/** A payment to or from the external account has one side in the bank, a transfer has two. Fraud judges no reversals. */
function sidesOf(transaction: Transaction | undefined): number {
  if (transaction === undefined || ['hold', 'void', 'expiry', 'reversal'].includes(transaction.type))
    return 0;
  return transaction.counterparty_account_id === null ? 1 : 2;
}

export type PostOptions = {
  accountIds: ReadonlyMap<DemoAccount, string>;
  key: string;
  onProgress(done: number, of: number): void;
};

function bodyOf(
  movement: PlannedMovement,
  accountIds: ReadonlyMap<DemoAccount, string>,
  transactionIds: ReadonlyMap<string, string>,
): BatchMovement {
  const { amount, reference, description } = movement;
  const about = { reference, description, effective_at: movement.at.toISOString() };
  const idOf = (account: DemoAccount) => found(accountIds.get(account), account.name);
  const accountOf = (account: DemoAccount) => ({ account_id: idOf(account), currency: account.currency });
  switch (movement.type) {
    case 'credit':
    case 'debit':
      return { ...about, type: movement.type, amount, ...accountOf(movement.account) };
    case 'transfer':
      return {
        ...{ ...about, type: 'transfer', amount, currency: movement.from.currency },
        ...{ from_account_id: idOf(movement.from), to_account_id: idOf(movement.to) },
      };
    case 'hold':
      return {
        ...{ ...about, type: 'hold', amount, ...accountOf(movement.account) },
        ...(movement.to === undefined ? {} : { to_account_id: idOf(movement.to) }),
      };
    case 'capture': {
      const hold_id = found(transactionIds.get(movement.of), movement.of);
      return { ...about, type: 'capture', amount, final: true, hold_id };
    }
    case 'void':
      return {
        reference,
        description,
        type: 'void',
        hold_id: found(transactionIds.get(movement.of), movement.of),
      };
    case 'reversal': {
      const transaction_id = found(transactionIds.get(movement.of), movement.of);
      return { ...about, type: 'reversal', amount, transaction_id };
    }
  }
}

function found(id: string | undefined, of: string): string {
  if (id === undefined) throw new Error(`There is no id of ${of}.`);
  return id;
}
