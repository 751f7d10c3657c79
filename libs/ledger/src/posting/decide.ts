import type { Transaction } from '../entities/transaction.ts';
import { mistimedFields } from '../movements/mistimed.ts';
import { badFields, Refusal, type BadField } from '../refusal.ts';
import type { OpenBooks } from './books.ts';
import { isMovementBatch, type Books, type Command, type PostingRequest } from './command.ts';
import { decideBatch } from './decide-batch.ts';
import type { RecordedBatch } from './recorded-batch.ts';

/** As many as validation names. */
const namedMax = 20;

/** What became of one request: true only once the unit of work has committed. */
export type Decided =
  | { kind: 'recorded'; transaction: Transaction; replayed: boolean }
  | { kind: 'recorded_batch'; batch: RecordedBatch; replayed: boolean }
  | { kind: 'refused'; refusal: Refusal };

/** `busy`: somebody else has an account's row locked, and the request has to come again. */
export type Decision = Decided | { kind: 'busy' };

/** Decides a request that was not answered before, over accounts that nobody else changes meanwhile. */
export function decide(request: PostingRequest, books: OpenBooks): Decided {
  return decisionOf(mistimed(request, books.now) ?? outcomeOf(request, books), false);
}

function outcomeOf(request: PostingRequest, books: OpenBooks): Transaction | RecordedBatch | Refusal {
  return isMovementBatch(request) ? decideBatch(request, books) : decideCommand(request, books);
}

/** No part of a request is decided when a time in it is wrong; of a batch the first wrong times are named. */
function mistimed(request: PostingRequest, now: Date): Refusal | undefined {
  if (!isMovementBatch(request)) return refusalOf(request.times ? mistimedFields(request.times, now) : []);
  const fields: BadField[] = [];
  for (const [index, { times }] of request.commands.entries()) {
    if (times === undefined) continue;
    for (const { pointer, message } of mistimedFields(times, now))
      fields.push({ pointer: `/movements/${index}${pointer}`, message });
    if (fields.length >= namedMax) break;
  }
  return refusalOf(fields);
}

function refusalOf(fields: readonly BadField[]): Refusal | undefined {
  return fields.length === 0 ? undefined : badFields(fields);
}

export function decisionOf(outcome: Transaction | RecordedBatch | Refusal, replayed: boolean): Decided {
  if (outcome instanceof Refusal) return { kind: 'refused', refusal: outcome };
  if ('results' in outcome) return { kind: 'recorded_batch', batch: outcome, replayed };
  return { kind: 'recorded', transaction: outcome, replayed };
}

function decideCommand(command: Command, books: Books): Transaction | Refusal {
  return preconditionFailed(command, books) ?? command.decide(books);
}

/** An account that is not there is for the movement to refuse. */
function preconditionFailed(
  { tenantId, accountIds, ifVersions }: Command,
  books: Books,
): Refusal | undefined {
  if (ifVersions === undefined) return undefined;
  const account = books.account(tenantId, accountIds[0]!);
  if (account === undefined || ifVersions.includes(account.version)) return undefined;
  const wanted = ifVersions.join(' or ') || 'the one that was asked for';
  return new Refusal(
    'precondition_failed',
    `Account ${account.id} is at version ${account.version} now, not at ${wanted}; nothing was moved.`,
  );
}
