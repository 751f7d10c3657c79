import type { Parent } from '../entities/parent.ts';
import type { Transaction } from '../entities/transaction.ts';
import type { Command, RequestContext } from '../posting/command.ts';
import { refusesAsHold } from './hold.ts';
import type { Effect } from './movement.ts';
import { commandOnParent, sidesOf, type DetailsOnParent } from './on-parent.ts';

export type CaptureRequest = DetailsOnParent & {
  /** Null takes all that is still held. */
  amount: number | null;
  /** Ends the hold and gives back what is left of it. */
  final: boolean;
};

/** Money that was held leaves for the hold's other side, in one piece or in several. */
export function capture(parent: Transaction, request: CaptureRequest, context: RequestContext): Command {
  return commandOnParent({ type: 'capture', parent, ...sidesOf(parent) }, request, context, (held) => {
    const amount = request.amount ?? (held.stillHeld || parent.amount);
    return refusesAsHold(held) ?? { amount, effect: takeOutOf(held, request.final) };
  });
}

/** What is held needs no other funds; a frozen account gives and takes none of it all the same. */
const takeOutOf = (held: Parent, final: boolean): Effect => ({
  refuses: ({ from, to }, amount, at) =>
    held.refusesCapture(amount, at) ?? from!.refusesMovement() ?? to?.refusesCredit(amount),
  apply({ from, to }, amount, at) {
    const releasedAmount = held.capture(amount, final);
    from!.uncountSpending(releasedAmount ?? 0, held.transaction.createdAt, at);
    from!.capture(amount, releasedAmount ?? 0, at);
    to?.credit(amount, at);
    return { capturedAmount: held.transaction.capturedAmount, releasedAmount };
  },
});
