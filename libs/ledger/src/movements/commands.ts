import {
  accountIdsOf,
  type Details,
  type Movement,
  movementBetween,
  type MovementDetails,
  movementOn,
  movementText,
  type Transaction,
  unknownParent,
} from '@florin/rules';
import { fingerprintOf, hashOf } from '../fingerprint.ts';
import type { Command, MovementBatch, RequestContext } from '../posting/command.ts';

export type CreditRequest = MovementDetails & { accountId: string };
export type DebitRequest = MovementDetails & { accountId: string };
export type TransferRequest = MovementDetails & { fromAccountId: string; toAccountId: string };
export type HoldRequest = MovementDetails & {
  accountId: string;
  /** The account that receives what is captured; null is the external account. */
  toAccountId: string | null;
  /** When the hold ends by itself; null for a hold without an end. */
  expiresAt: Date | null;
};
export type CaptureRequest = Details & {
  /** Null takes all that is still held. */
  amount: number | null;
  /** Ends the hold and makes the rest of it available again. */
  final: boolean;
};
export type ReversalRequest = Details & {
  /** Null takes back all that was not taken back before. */
  amount: number | null;
};

/** The command that posts a movement. */
export function commandOf(movement: Movement, context: RequestContext): Command {
  const { effectiveAt } = movement;
  const expiresAt = 'expiresAt' in movement ? movement.expiresAt : undefined;
  return {
    ...context,
    arrivedMs: context.arrivedMs ?? performance.now(),
    fingerprint: context.idempotencyKey === null ? null : hashOf(movementText(movement)),
    movement,
    accountIds: accountIdsOf(movement),
    ...('parentId' in movement ? { parentId: movement.parentId } : {}),
    ...(effectiveAt || expiresAt ? { times: { effectiveAt, expiresAt } } : {}),
  };
}

/** Money arrives from the external account. */
export const credit = (request: CreditRequest, context: RequestContext): Command =>
  commandOf(movementBetween('credit', request), context);

/** Money leaves for the external account. */
export const debit = (request: DebitRequest, context: RequestContext): Command =>
  commandOf(movementBetween('debit', request), context);

/** Money moves between two accounts of one tenant. */
export const transfer = (request: TransferRequest, context: RequestContext): Command =>
  commandOf(movementBetween('transfer', request), context);

/** Money stays in the account's balance and is no longer available. */
export const hold = (request: HoldRequest, context: RequestContext): Command =>
  commandOf(movementBetween('hold', request), context);

/** Held money leaves for the hold's other side, in one capture or several. */
export const capture = (parent: Transaction, request: CaptureRequest, context: RequestContext): Command =>
  commandOf(movementOn('capture', parent, request), context);

/** A hold ends, and what is still held of it is available again. Works on a frozen account too. */
export const voidHold = (parent: Transaction, request: Details, context: RequestContext): Command =>
  commandOf(movementOn('void', parent, request), context);

/** Money goes back to where a transaction took it from, all of it or a part; never more than it moved. */
export const reverse = (parent: Transaction, request: ReversalRequest, context: RequestContext): Command =>
  commandOf(movementOn('reversal', parent, request), context);

/** A hold ends because its time is over. A hold that is not due, or has ended, is refused; the refusal is not recorded. */
export const expire = (parent: Transaction, context: RequestContext): Command =>
  commandOf(movementOn('expiry', parent, { reference: null, description: null, metadata: null }), context);

/** A movement on a transaction that this tenant does not have: it is refused, and the rest of a batch goes on. */
export function movementOnUnknownParent(id: string, requested: object, context: RequestContext): Command {
  // These names are hashed and stored with keys: they must not change.
  const hashed = { id, asked: requested };
  return {
    ...context,
    accountIds: [],
    fingerprint: context.idempotencyKey === null ? null : fingerprintOf('on_nothing', hashed),
    movement: unknownParent(id),
  };
}

export type MovementBatchRequest = {
  /** One to a thousand, each made with the batch's own context. They are decided in this order. */
  commands: readonly Command[];
  /** All or nothing. */
  atomic: boolean;
};

/** Many movements under one idempotency key, decided in one unit of work and answered together. */
export function movementBatch(
  { commands, atomic }: MovementBatchRequest,
  context: RequestContext,
): MovementBatch {
  const fingerprints = commands.map(({ fingerprint }) => fingerprint?.toString('hex') ?? null);
  return {
    ...context,
    commands,
    atomic,
    accountIds: [...new Set(commands.flatMap(({ accountIds }) => accountIds))],
    fingerprint: context.idempotencyKey === null ? null : fingerprintOf('batch', { atomic, fingerprints }),
  };
}
