import type { Command, RequestContext } from '../posting/command.ts';
import { movementCommand, type MovementDetails } from './movement.ts';

export type TransferRequest = MovementDetails & { fromAccountId: string; toAccountId: string };

/** Money between two accounts of one tenant; they must differ. */
export function transfer(request: TransferRequest, context: RequestContext): Command {
  return movementCommand({ type: 'transfer', ...request }, context);
}
