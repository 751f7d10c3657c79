import { newId } from '@florin/database';
import type { Account, Metadata } from '../entities/account.ts';
import type { Transaction, TransactionType } from '../entities/transaction.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { Books, Command, RequestContext } from '../posting/command.ts';
import { Refusal } from '../refusal.ts';

/** What a client may say about any movement. `amount` is in minor units of `currency` (ISO 4217). */
export type MovementDetails = {
  amount: number;
  currency: string;
  reference: string | null;
  description: string | null;
  metadata: Metadata | null;
};

/** A movement from one account to another; null is the world outside. */
export type Movement = MovementDetails & {
  type: TransactionType;
  fromAccountId: string | null;
  toAccountId: string | null;
};

/** The command that moves money once between two sides, of which at least one is a customer's account. */
export function movementCommand(movement: Movement, context: RequestContext): Command {
  const { fromAccountId, toAccountId } = movement;
  const command: Command = {
    ...context,
    accountIds: [fromAccountId, toAccountId].filter((id) => id !== null),
    fingerprint: context.idempotencyKey === null ? null : fingerprintOf(movement.type, movement),
    decide: (books) => decide(movement, command, books),
  };
  return command;
}

function decide(movement: Movement, command: Command, books: Books): Transaction | Refusal {
  const { fromAccountId, toAccountId, amount, currency } = movement;
  const from = fromAccountId === null ? null : books.account(command.tenantId, fromAccountId);
  const to = toAccountId === null ? null : books.account(command.tenantId, toAccountId);
  if (from === undefined || to === undefined) {
    return new Refusal(
      'not_found',
      `There is no account ${from === undefined ? fromAccountId : toAccountId}.`,
    );
  }
  const stranger = [from, to].find((account) => account && account.currency !== currency);
  if (stranger) {
    return new Refusal(
      'currency_mismatch',
      `Account ${stranger.id} is in ${stranger.currency}, not ${currency}.`,
    );
  }
  const refusal = from?.refusesDebit(amount) ?? to?.refusesCredit(amount);
  if (refusal === undefined) {
    from?.debit(amount, books.now);
    to?.credit(amount, books.now);
  }
  return recorded(movement, command, books, from, to, refusal);
}

function recorded(
  movement: Movement,
  command: Command,
  books: Books,
  from: Account | null,
  to: Account | null,
  refusal: Refusal | undefined,
): Transaction {
  const outside = () => books.outside(command.tenantId, movement.currency);
  const moved = refusal === undefined;
  return {
    id: newId('txn'),
    tenantId: command.tenantId,
    type: movement.type,
    status: moved ? 'completed' : 'failed',
    fromAccountId: from?.id ?? outside(),
    toAccountId: to?.id ?? outside(),
    currency: movement.currency,
    amount: movement.amount,
    fromAccountVersion: moved && from ? from.version : null,
    toAccountVersion: moved && to ? to.version : null,
    fromBalanceAfter: moved && from ? from.balance : null,
    toBalanceAfter: moved && to ? to.balance : null,
    reference: movement.reference,
    description: movement.description,
    metadata: movement.metadata,
    failureCode: refusal?.code ?? null,
    failureMessage: refusal?.message ?? null,
    idempotencyKey: command.idempotencyKey,
    fingerprint: command.fingerprint,
    requestId: command.requestId,
    effectiveAt: books.now,
    createdAt: books.now,
  };
}
