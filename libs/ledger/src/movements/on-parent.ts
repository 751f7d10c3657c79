import type { Parent } from '../entities/parent.ts';
import { directionOf, type Transaction, type TransactionType } from '../entities/transaction.ts';
import type { Command, RequestContext } from '../posting/command.ts';
import { Refusal } from '../refusal.ts';
import { commandOf, decideMovement, type Effect, type Movement, type MovementDetails } from './movement.ts';

/** What a client may say about a movement that is made on an earlier transaction; the currency is that one's. */
export type DetailsOnParent = Pick<MovementDetails, 'reference' | 'description' | 'metadata' | 'effectiveAt'>;

/** How much moves, and what it does, once it is known what was done to the parent before. */
export type Plan = { amount: number; effect: Effect };

/** The accounts that an earlier transaction was between; null is the world outside. */
export function sidesOf(parent: Transaction): Pick<Movement, 'fromAccountId' | 'toAccountId'> {
  const direction = directionOf(parent);
  return {
    fromAccountId: direction === 'credit' ? null : parent.fromAccountId,
    toAccountId: direction === 'debit' ? null : parent.toAccountId,
  };
}

/**
 * The command that makes a movement on an earlier transaction of the same tenant. A refusal that follows from what the
 * parent is for ever, such as "not a hold", is a `plan`'s to give and is not recorded; what depends on the moment is.
 */
export function commandOnParent(
  { type, parent, ...sides }: { type: TransactionType; parent: Transaction } & ReturnType<typeof sidesOf>,
  request: DetailsOnParent,
  context: RequestContext,
  plan: (parent: Parent, at: Date) => Plan | Refusal,
): Command {
  const { id: parentId, currency } = parent;
  const { reference, description, metadata, effectiveAt } = request;
  const details = { reference, description, metadata, ...(effectiveAt && { effectiveAt }) };
  return commandOf(
    { type, ...sides },
    { parentId, ...request },
    { ...context, parentId },
    (requested, books) => {
      const planned = plan(books.parent(parentId), books.now);
      if (planned instanceof Refusal) return planned;
      const movement = { type, currency, amount: planned.amount, ...sides, ...details };
      return decideMovement(movement, requested, books, planned.effect);
    },
  );
}
