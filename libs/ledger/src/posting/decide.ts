import type { Transaction } from '../entities/transaction.ts';
import { Refusal } from '../refusal.ts';
import type { Books, Command } from './command.ts';

/** What became of one command: true only once the unit of work has committed. */
export type Decision =
  | { kind: 'recorded'; transaction: Transaction; replayed: boolean }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'busy' };

/** Decides a command that was not answered before, over accounts that nobody else changes meanwhile. */
export function decide(command: Command, books: Books): Decision {
  return decisionOf(preconditionFailed(command, books) ?? command.decide(books), false);
}

export function decisionOf(outcome: Transaction | Refusal, replayed: boolean): Decision {
  return outcome instanceof Refusal
    ? { kind: 'refused', refusal: outcome }
    : { kind: 'recorded', transaction: outcome, replayed };
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
