import type { Parent } from '../entities/parent.ts';
import { kinds } from '../entities/kinds.ts';
import type { Transaction } from '../entities/transaction.ts';
import type { Command, RequestContext } from '../posting/command.ts';
import { Refusal } from '../refusal.ts';
import { moveMoney, type Effect } from './movement.ts';
import { commandOnParent, sidesOf, type DetailsOnParent } from './on-parent.ts';

export type ReversalRequest = DetailsOnParent & {
  /** Null takes back all that was not taken back before. */
  amount: number | null;
};

/** Money goes back to where a transaction took it from, all of it or a part; never more than it moved. */
export function reverse(parent: Transaction, request: ReversalRequest, context: RequestContext): Command {
  const { fromAccountId, toAccountId } = sidesOf(parent);
  const sides = { fromAccountId: toAccountId, toAccountId: fromAccountId };
  return commandOnParent({ type: 'reversal', parent, ...sides }, request, context, (original) => {
    const amount = request.amount ?? (original.reversible || parent.amount);
    return refusesAsOriginal(original) ?? { amount, effect: takeBack(original) };
  });
}

const takeBack = (original: Parent): Effect => ({
  refuses: (sides, amount, at) => original.refusesReversal(amount) ?? moveMoney.refuses(sides, amount, at),
  apply(sides, amount, at) {
    original.reverse(amount);
    return moveMoney.apply(sides, amount, at);
  },
});

/** Why this transaction can never be reversed, or nothing where it can. */
function refusesAsOriginal({ transaction: { id, type, status } }: Parent): Refusal | undefined {
  if (kinds[type].reversible && status === 'completed') return undefined;
  const what = status === 'failed' ? 'failed and moved nothing' : `is of type ${type}`;
  return new Refusal('state_conflict', `Transaction ${id} ${what}; it cannot be reversed.`);
}
