import { ascendingIds } from '@florin/database';
import type { Account } from '../entities/account.ts';
import type { Transaction } from '../entities/transaction.ts';
import type { RequestContext } from '../posting/command.ts';
import { decideMovement, moveMoney } from './movement.ts';

/** The first movement of a new account: its initial balance arrives from the world outside. */
export function openingCredit(
  account: Account,
  externalId: string,
  amount: number,
  context: RequestContext,
  now: Date,
): Transaction {
  const { id: toAccountId, currency } = account;
  const opening = { description: 'Opening balance', reference: null, metadata: null };
  const books = {
    now,
    transactionId: ascendingIds('txn', now),
    account: () => account,
    external: () => externalId,
    parent() {
      throw new Error('an opening credit is made on nothing');
    },
  };
  const posted = decideMovement(
    { type: 'credit', fromAccountId: null, toAccountId, amount, currency, ...opening },
    // The opening carries the key. Two rows that do, in two indexes, could wait for each other.
    { ...context, idempotencyKey: null, fingerprint: null },
    books,
    moveMoney,
  );
  // A new account refuses nothing.
  return posted as Transaction;
}
