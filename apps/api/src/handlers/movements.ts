import type { Handlers } from '@florin/http';
import { commandOf, movementOnUnknownParent, type Command, type Ledger } from '@florin/ledger';
import {
  movementOfBody,
  movementOfBodyOn,
  transactionView,
  type ParentMovementBody,
  type ParentTransactionType,
} from '@florin/rules';
import { batchHandlers } from './batches.ts';
import { replayed } from '../replayed.ts';
import { contextOf } from '../request-context.ts';

type MovementOperations =
  | 'postBatch'
  | 'creditAccount'
  | 'debitAccount'
  | 'transfer'
  | 'holdFunds'
  | 'captureHold'
  | 'voidHold'
  | 'reverseTransaction';

type MovementRequest = Parameters<typeof contextOf>[0] & { query: { dry_run: boolean } };
type RequestOnParent = MovementRequest & { params: { id: string }; body?: ParentMovementBody | undefined };

export function movementHandlers(ledger: Ledger): Pick<Handlers<'api'>, MovementOperations> {
  const post = async ({ query }: MovementRequest, command: Command) => {
    const posted = await (query.dry_run ? ledger.preview(command) : ledger.post(command));
    return { body: transactionView(posted.transaction), headers: replayed(posted.replayed) };
  };
  const postOnParent = async (type: ParentTransactionType, request: RequestOnParent) => {
    const { principal, params, body } = request;
    const context = contextOf(request);
    const parent = await ledger.findTransaction(principal.tenantId, params.id);
    // An unknown parent is refused only after the key is checked, which may belong to another request.
    if (!parent) return post(request, movementOnUnknownParent(params.id, {}, context));
    return post(request, commandOf(movementOfBodyOn(type, parent, body), context));
  };
  return {
    ...batchHandlers(ledger),
    creditAccount: async (request) =>
      post(request, commandOf(movementOfBody('credit', request.body), contextOf(request))),
    debitAccount: async (request) =>
      post(request, commandOf(movementOfBody('debit', request.body), contextOf(request))),
    transfer: async (request) =>
      post(request, commandOf(movementOfBody('transfer', request.body), contextOf(request))),
    holdFunds: async (request) =>
      post(request, commandOf(movementOfBody('hold', request.body), contextOf(request))),
    captureHold: (request) => postOnParent('capture', request),
    voidHold: (request) => postOnParent('void', request),
    reverseTransaction: (request) => postOnParent('reversal', request),
  };
}
