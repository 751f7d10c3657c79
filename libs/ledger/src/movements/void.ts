import type { Parent } from '../entities/parent.ts';
import type { Transaction } from '../entities/transaction.ts';
import type { Command, RequestContext } from '../posting/command.ts';
import { refusesAsHold } from './hold.ts';
import type { Effect } from './movement.ts';
import { commandOnParent, sidesOf, type DetailsOnParent } from './on-parent.ts';

export type VoidRequest = DetailsOnParent;

/** A hold ends, and what is still held of it is available again. Works on a frozen account too. */
export function voidHold(parent: Transaction, request: VoidRequest, context: RequestContext): Command {
  return commandOnParent({ type: 'void', parent, ...sidesOf(parent) }, request, context, (held) => {
    const amount = held.stillHeld || parent.amount;
    return refusesAsHold(held) ?? { amount, effect: giveBack(held, 'voided') };
  });
}

/** All that is still held becomes available again; the side that would have received is not asked. */
export const giveBack = (held: Parent, status: 'voided' | 'expired'): Effect => ({
  refuses: () => held.refusesEnd(),
  apply({ from }, amount, at) {
    held.end(status);
    from!.uncountSpending(amount, held.transaction.createdAt, at);
    from!.release(amount, at);
    return { capturedAmount: held.transaction.capturedAmount, releasedAmount: amount };
  },
});
