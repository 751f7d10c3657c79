import type { Handlers } from '@florin/http';
import { movementOnUnknownParent, type Command, type Ledger, type Transaction } from '@florin/ledger';
import { batchHandlers } from './batches.ts';
import { commandsOnParent, movementCommands } from '../movement-commands.ts';
import { replayed } from '../replayed.ts';
import { contextOf } from '../request-context.ts';
import { transactionView } from '../transaction-view.ts';

type MovementOperations =
  | 'postBatch'
  | 'creditAccount'
  | 'debitAccount'
  | 'transfer'
  | 'holdFunds'
  | 'captureHold'
  | 'voidHold'
  | 'reverseTransaction';

type MovementRequest = { query: { dry_run: boolean } };
type RequestOnParent = MovementRequest & Parameters<typeof contextOf>[0] & { params: { id: string } };

export function movementHandlers(ledger: Ledger): Pick<Handlers<'api'>, MovementOperations> {
  const post = async ({ query }: MovementRequest, command: Command) => {
    const posted = await (query.dry_run ? ledger.preview(command) : ledger.post(command));
    return { body: transactionView(posted.transaction), headers: replayed(posted.replayed) };
  };
  const postOn = async (request: RequestOnParent, commandOn: (parent: Transaction) => Command) => {
    const { principal, params } = request;
    const { id } = params;
    const parent = await ledger.findTransaction(principal.tenantId, id);
    // The idempotency key is checked before an unknown parent is refused: it may have been used for another request.
    return post(request, parent ? commandOn(parent) : movementOnUnknownParent(id, {}, contextOf(request)));
  };
  return {
    ...batchHandlers(ledger),
    creditAccount: async (request) =>
      post(request, movementCommands.credit(request.body, contextOf(request))),
    debitAccount: async (request) => post(request, movementCommands.debit(request.body, contextOf(request))),
    transfer: async (request) => post(request, movementCommands.transfer(request.body, contextOf(request))),
    holdFunds: async (request) => post(request, movementCommands.hold(request.body, contextOf(request))),
    captureHold: (request) =>
      postOn(request, (parent) => commandsOnParent.capture(parent, request.body, contextOf(request))),
    voidHold: (request) =>
      postOn(request, (parent) => commandsOnParent.void(parent, request.body, contextOf(request))),
    reverseTransaction: (request) =>
      postOn(request, (parent) => commandsOnParent.reversal(parent, request.body, contextOf(request))),
  };
}
