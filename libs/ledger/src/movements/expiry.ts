import type { Transaction } from '../entities/transaction.ts';
import type { Command, RequestContext } from '../posting/command.ts';
import { Refusal } from '../refusal.ts';
import { commandOnParent, sidesOf } from './on-parent.ts';
import { giveBack } from './void.ts';

const nothingToSay = { reference: null, description: null, metadata: null };

/** A hold ends because its time is over. What is not due, or has ended otherwise, is refused and not recorded. */
export function expire(parent: Transaction, context: RequestContext): Command {
  return commandOnParent(
    { type: 'expiry', parent, ...sidesOf(parent) },
    nothingToSay,
    context,
    (held, at) => {
      const { id, expiresAt } = held.transaction;
      if (expiresAt === null || at < expiresAt)
        return new Refusal('state_conflict', `Hold ${id} is not due yet.`);
      return held.refusesEnd() ?? { amount: held.stillHeld, effect: giveBack(held, 'expired') };
    },
  );
}
