import type { Command, RequestContext } from '../posting/command.ts';
import { movementCommand, type MovementDetails } from './movement.ts';

export type DebitRequest = MovementDetails & { accountId: string };

/** Money that leaves for the world outside. */
export function debit({ accountId, ...details }: DebitRequest, context: RequestContext): Command {
  return movementCommand({ type: 'debit', fromAccountId: accountId, toAccountId: null, ...details }, context);
}
