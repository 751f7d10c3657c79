import type { Parent } from '../entities/parent.ts';
import type { Command, RequestContext } from '../posting/command.ts';
import { Refusal } from '../refusal.ts';
import { movementCommand, spendMoney, type Effect, type MovementDetails } from './movement.ts';

export type HoldRequest = MovementDetails & {
  accountId: string;
  /** Who will receive what is captured; null is the world outside. */
  toAccountId: string | null;
  /** When it ends by itself; null for a hold without an end. */
  expiresAt: Date | null;
};

/** Money that is promised: it stays in the account's balance and is no longer available. */
export function hold({ accountId, expiresAt, ...request }: HoldRequest, context: RequestContext): Command {
  const expiring = expiresAt === null ? {} : { expiresAt };
  return movementCommand(
    { type: 'hold', fromAccountId: accountId, ...request, ...expiring },
    context,
    promise,
  );
}

const promise: Effect = {
  refuses: (sides, amount, at) => spendMoney.refuses(sides, amount, at) ?? sides.from?.refusesHold(amount),
  apply({ from }, amount, at) {
    from!.countSpending(amount, at);
    from!.hold(amount, at);
    return { status: 'held', capturedAmount: 0 };
  },
};

/** Why nothing can ever be captured of this transaction or given back of it, or nothing where it is a hold. */
export function refusesAsHold({ transaction: { id, type, status } }: Parent): Refusal | undefined {
  if (type === 'hold' && status !== 'failed') return undefined;
  const what = type === 'hold' ? 'a hold that failed' : `of type ${type}, not a hold`;
  return new Refusal('state_conflict', `Transaction ${id} is ${what}; nothing was moved.`);
}
