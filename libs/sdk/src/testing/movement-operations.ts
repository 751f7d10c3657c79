import type {
  Batch,
  BatchMovement,
  BatchAnswer,
  Capture,
  Hold,
  Movement,
  Reversal,
  Transfer,
  Void,
} from '../schemas.ts';
import type { Books, Entry } from './books.ts';
import {
  assertDifferent,
  assertNotInFuture,
  assertWithinAYear,
  decide,
  promiseMoney,
  moveMoney,
  settled,
  spendMoney,
} from './movement.ts';
import { capture, reverse, voidHold } from './on-earlier.ts';
import type { FakeRequest, Operations } from './operation.ts';
import { Refusal, validationFailed } from './refusal.ts';

/** A movement in two steps: what can be said of the request alone, and its decision. */
type Prepared = { accountIds: string[]; decide: () => Entry };

const currencyOf = ({ currency = 'USD' }: { currency?: string }) => currency;

const prepare = {
  credit(books: Books, body: Movement): Prepared {
    assertNotInFuture(books, body);
    const sides = { fromId: null, toId: body.account_id };
    return prepared(books, [body.account_id], { type: 'credit', ...sides }, body, moveMoney(books));
  },
  debit(books: Books, body: Movement): Prepared {
    assertNotInFuture(books, body);
    const sides = { fromId: body.account_id, toId: null };
    return prepared(books, [body.account_id], { type: 'debit', ...sides }, body, spendMoney(books));
  },
  transfer(books: Books, body: Transfer): Prepared {
    const { from_account_id: fromId, to_account_id: toId } = body;
    assertDifferent(fromId, toId);
    assertNotInFuture(books, body);
    return prepared(books, [fromId], { type: 'transfer', fromId, toId }, body, spendMoney(books));
  },
  hold(books: Books, body: Hold): Prepared {
    const { account_id: fromId, to_account_id: toId } = body;
    assertDifferent(fromId, toId);
    assertWithinAYear(books, body.expires_at, '/expires_at');
    assertNotInFuture(books, body);
    const movement = { type: 'hold' as const, fromId, toId: toId ?? null, expiresAt: body.expires_at };
    return prepared(books, [fromId], movement, body, promiseMoney(books));
  },
  capture(books: Books, hold: Entry, body: Capture): Prepared {
    assertNotInFuture(books, body);
    return { accountIds: payingSideOf(hold), decide: () => capture(books, hold, body) };
  },
  void(books: Books, hold: Entry, body: Void): Prepared {
    return { accountIds: payingSideOf(hold), decide: () => voidHold(books, hold, body) };
  },
  reversal(books: Books, original: Entry, body: Reversal): Prepared {
    assertNotInFuture(books, body);
    const { fromId, toId } = original;
    return { accountIds: [(toId ?? fromId)!], decide: () => reverse(books, original, body) };
  },
};

function payingSideOf({ fromId, toId }: Entry): string[] {
  return [(fromId ?? toId)!];
}

function prepared(
  books: Books,
  accountIds: string[],
  movement: Pick<Parameters<typeof decide>[1], 'type' | 'fromId' | 'toId' | 'expiresAt'>,
  body: Movement | Transfer | Hold,
  effect: Parameters<typeof decide>[2],
): Prepared {
  const all = { ...movement, amount: body.amount, currency: currencyOf(body), details: body };
  return { accountIds, decide: () => decide(books, all, effect) };
}

export const movementOperations: Operations = {
  creditAccount: (books, request) => answer(books, request, prepare.credit(books, request.body as Movement)),
  debitAccount: (books, request) => answer(books, request, prepare.debit(books, request.body as Movement)),
  transfer: (books, request) => answer(books, request, prepare.transfer(books, request.body as Transfer)),
  holdFunds: (books, request) => answer(books, request, prepare.hold(books, request.body as Hold)),
  captureHold: (books, request) =>
    answer(books, request, prepare.capture(books, parentOf(books, request), request.body as Capture)),
  voidHold: (books, request) =>
    answer(books, request, prepare.void(books, parentOf(books, request), request.body as Void)),
  reverseTransaction: (books, request) =>
    answer(books, request, prepare.reversal(books, parentOf(books, request), request.body as Reversal)),
  postBatch(books, { body }) {
    return { body: postBatch(books, body as Batch) };
  },
};

function parentOf(books: Books, { params }: FakeRequest): Entry {
  return books.entry(params['id']!);
}

function answer(books: Books, { headers }: FakeRequest, { accountIds, decide: decideNow }: Prepared) {
  assertVersion(books, headers.get('if-match'), accountIds[0]!);
  return { body: settled(decideNow()) };
}

/** `If-Match`: the account that pays, or the one that receives where nobody's account pays, is at this version. */
function assertVersion(books: Books, ifMatch: string | null, accountId: string): void {
  if (ifMatch === null || ifMatch.trim() === '*') return;
  const tags = [...ifMatch.matchAll(/(W\/)?"([^"]*)"/g)];
  if (tags.length === 0) {
    const detail = 'If-Match must be "*" or a list of entity tags in double quotes, such as "2".';
    throw new Refusal('malformed_request', detail);
  }
  const wanted = tags.filter(([, weak]) => !weak).map(([, , tag]) => tag!);
  const account = books.accounts.get(accountId);
  if (!account || wanted.includes(String(account.version))) return;
  const versions = wanted.filter((tag) => /^\d+$/.test(tag)).join(' or ') || 'the one that was asked for';
  throw new Refusal(
    'precondition_failed',
    `Account ${account.id} is at version ${account.version} now, not at ${versions}; nothing was moved.`,
  );
}

function postBatch(books: Books, { atomic = false, movements }: Batch): BatchAnswer {
  const steps = movements.map((movement, index) => inPlace(index, () => stepOf(books, movement)));
  const putBack = books.checkpoint();
  const results: BatchAnswer['results'] = [];
  for (const [index, step] of steps.entries()) {
    const result = resultOf(step);
    if (atomic && result.error) {
      putBack();
      throw refusalOfAll(books, index, result);
    }
    results.push(result);
  }
  const failed = results.filter(({ status }) => status === 'failed').length;
  const someOrNone = failed === results.length ? 'failed' : 'partial';
  const at = books.clock.now();
  return {
    id: books.ids.next('batch', at),
    atomic,
    status: failed === 0 ? 'completed' : someOrNone,
    results,
    created_at: at.toISOString(),
  };
}

function stepOf(books: Books, movement: BatchMovement): () => Entry {
  const on = (id: string, make: (parent: Entry) => Prepared) => {
    const parent = books.entries.get(id);
    if (parent) return make(parent).decide;
    return () => books.entry(id);
  };
  switch (movement.type) {
    case 'credit':
      return prepare.credit(books, movement).decide;
    case 'debit':
      return prepare.debit(books, movement).decide;
    case 'transfer':
      return prepare.transfer(books, movement).decide;
    case 'hold':
      return prepare.hold(books, movement).decide;
    case 'capture':
      return on(movement.hold_id, (hold) => prepare.capture(books, hold, movement));
    case 'void':
      return on(movement.hold_id, (hold) => prepare.void(books, hold, movement));
    case 'reversal':
      return on(movement.transaction_id, (original) => prepare.reversal(books, original, movement));
  }
}

function resultOf(step: () => Entry): BatchAnswer['results'][number] {
  try {
    const { transaction } = step();
    // As it is now: a later movement of the batch may change a hold.
    const reported = { ...transaction };
    if (reported.failure === null) return { status: 'completed', transaction: reported };
    return {
      status: 'failed',
      transaction: reported,
      error: { code: reported.failure.code, detail: reported.failure.message },
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: 'failed', error: { code: error.code, detail: error.message } };
  }
}

/** All or nothing, and it is nothing: the first refusal is the batch's, recorded if it would be by itself. */
function refusalOfAll(books: Books, index: number, result: BatchAnswer['results'][number]): Refusal {
  const { code, detail } = result.error!;
  const errors = [{ in: 'body' as const, pointer: `/movements/${index}`, message: detail }];
  const { transaction } = result;
  if (transaction) {
    const { account_id, from_account_id, to_account_id, type } = transaction;
    const incoming = type === 'credit';
    const fromId = from_account_id ?? (incoming ? null : account_id);
    const toId = to_account_id ?? (incoming ? account_id : null);
    books.add(books.entries, transaction.id, { transaction, fromId, toId, reversed: 0, released: 0 });
  }
  return new Refusal(code as Refusal['code'], detail, { errors, ...(transaction && { transaction }) });
}

/** What is wrong in one movement is told with its place in the batch. */
function inPlace<T>(index: number, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Refusal) || error.facts.errors === undefined) throw error;
    throw validationFailed(
      error.facts.errors.map((each) => ({ ...each, pointer: `/movements/${index}${each.pointer}` })),
    );
  }
}
