import type { Command, RequestContext } from '../posting/command.ts';
import { movementCommand, type MovementDetails } from './movement.ts';

export type CreditRequest = MovementDetails & { accountId: string };

/** Money that arrives from the world outside. */
export function credit({ accountId, ...details }: CreditRequest, context: RequestContext): Command {
  return movementCommand(
    { type: 'credit', fromAccountId: null, toAccountId: accountId, ...details },
    context,
  );
}
