import { Problem, validationFailed, type components, type Handlers } from '@florin/http';
import {
  movementBatch,
  movementOnUnknownParent,
  type Command,
  type Ledger,
  type RequestContext,
  type Transaction,
} from '@florin/ledger';
import { batchView } from '../batch-view.ts';
import { commandsOnParent, movementCommands } from '../movement-commands.ts';
import { replayed } from '../replayed.ts';
import { contextOf } from '../request-context.ts';

type BatchMovement = components['schemas']['BatchMovement'];
type Parents = ReadonlyMap<string, Transaction>;

export function batchHandlers(ledger: Ledger): Pick<Handlers<'api'>, 'postBatch'> {
  return {
    async postBatch(request) {
      const { atomic, movements } = request.body;
      const context = contextOf(request);
      const parents = await ledger.findTransactions(context.tenantId, movements.flatMap(parentIdOf));
      const commands = movements.map((movement, index) =>
        withIndex(index, () => commandOf(movement, context, parents)),
      );
      const batch = movementBatch({ commands, atomic }, context);
      const posted = await (request.query.dry_run ? ledger.previewBatch(batch) : ledger.postBatch(batch));
      return { body: batchView(posted.batch), headers: replayed(posted.replayed) };
    },
  };
}

function parentIdOf(movement: BatchMovement): string[] {
  if ('hold_id' in movement) return [movement.hold_id];
  return 'transaction_id' in movement ? [movement.transaction_id] : [];
}

/** The command of a movement, the same as that of a single request. */
function commandOf(movement: BatchMovement, context: RequestContext, parents: Parents): Command {
  const [parentId = ''] = parentIdOf(movement);
  const parent = parents.get(parentId);
  if (parentId !== '' && parent === undefined) return movementOnUnknownParent(parentId, movement, context);
  switch (movement.type) {
    case 'credit':
      return movementCommands.credit(movement, context);
    case 'debit':
      return movementCommands.debit(movement, context);
    case 'transfer':
      return movementCommands.transfer(movement, context);
    case 'hold':
      return movementCommands.hold(movement, context);
    case 'capture':
      return commandsOnParent.capture(parent!, movement, context);
    case 'void':
      return commandsOnParent.void(parent!, movement, context);
    case 'reversal':
      return commandsOnParent.reversal(parent!, movement, context);
  }
}

/** Adds the index in the batch to the validation errors of a movement. */
function withIndex(index: number, make: () => Command): Command {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Problem) || error.errors === undefined) throw error;
    throw validationFailed(
      error.errors.map((each) => ({ ...each, pointer: `/movements/${index}${each.pointer}` })),
    );
  }
}
