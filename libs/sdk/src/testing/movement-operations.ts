import {
  batchView,
  movementInBatch,
  movementOfBody,
  movementOfBodyOn,
  transactionView,
  type AccountTransactionType,
  type Movement,
  type ParentTransactionType,
} from '@florin/rules';
import type { FakeLedger } from './fake-ledger.ts';
import type { FakeRequest, Operation, Operations } from './operation.ts';
import { FakeProblem } from './refusal.ts';

export const movementOperations: Operations = {
  creditAccount: between('credit'),
  debitAccount: between('debit'),
  transfer: between('transfer'),
  holdFunds: between('hold'),
  captureHold: onParent('capture'),
  voidHold: onParent('void'),
  reverseTransaction: onParent('reversal'),

  postBatch(ledger, { body, query }) {
    const { atomic = false, movements } = body;
    const findParent = (id: string) => ledger.entries.get(id)?.transaction;
    const commands = movements
      .map((movement, index) => movementInBatch(movement, index, findParent))
      .map((movement) => ledger.command(movement));
    const { batch } = ledger.post(ledger.batch(commands, atomic), isDry(query));
    return { body: batchView(batch) };
  },
};

type MovementOperation = 'creditAccount' | 'debitAccount' | 'transfer' | 'holdFunds';
type ParentOperation = 'captureHold' | 'voidHold' | 'reverseTransaction';

function between(type: AccountTransactionType): Operation<MovementOperation> {
  return (ledger, request) => post(ledger, request, movementOfBody(type, request.body));
}

function onParent(type: ParentTransactionType): Operation<ParentOperation> {
  return (ledger, request) => {
    const parent = ledger.transaction(request.params['id'] ?? '');
    return post(ledger, request, movementOfBodyOn(type, parent, request.body));
  };
}

function post(ledger: FakeLedger, { headers, query }: FakeRequest, movement: Movement) {
  const command = ledger.command(movement, versionsIn(headers.get('if-match')));
  const { transaction } = ledger.post(command, isDry(query));
  return { body: transactionView(transaction) };
}

function isDry(query: FakeRequest['query']): boolean {
  return query['dry_run'] === true;
}

/**
 * Returns the account versions that `If-Match` allows, or undefined when it allows any. A tag that is not a version
 * matches no account.
 */
function versionsIn(ifMatch: string | null): number[] | undefined {
  if (ifMatch === null || ifMatch.trim() === '*') return undefined;
  const tags = [...ifMatch.matchAll(/(W\/)?"([^"]*)"/g)];
  if (tags.length === 0) {
    const detail = 'If-Match must be "*" or a list of entity tags in double quotes, such as "2".';
    throw new FakeProblem('malformed_request', detail);
  }
  const strong = tags.flatMap(([, weak, tag]) => (weak === undefined && tag !== undefined ? [tag] : []));
  return strong.filter((tag) => /^(0|[1-9]\d{0,14})$/.test(tag)).map(Number);
}
