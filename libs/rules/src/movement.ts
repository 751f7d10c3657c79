import { canonicalJson } from './canonical-json.ts';
import { kinds, type NamedAccounts, type ParentRequest } from './kinds.ts';
import { badField } from './refusal.ts';
import type {
  AccountTransactionType,
  Between,
  Metadata,
  ParentTransactionType,
  Transaction,
} from './transaction.ts';

/** What a request may say about any movement. */
export type Details = {
  reference: string | null;
  description: string | null;
  metadata: Metadata | null;
  /** When the movement counts, if not at its decision; a time after the decision counts as the decision. */
  effectiveAt?: Date;
};

/** What a request says about a movement between accounts. `amount` is in minor units of `currency` (ISO 4217). */
export type MovementDetails = Details & { amount: number; currency: string };

/** A movement between accounts that its request names; null is the external account. */
export type AccountMovement = MovementDetails &
  Between & {
    type: AccountTransactionType;
    /** When a hold ends by itself; left out where it does not. */
    expiresAt?: Date;
  };

/** A movement on an earlier transaction. A missing amount means all that is left of that transaction. */
export type ParentMovement = Details &
  Between &
  ParentRequest & {
    type: ParentTransactionType;
    parentId: string;
    currency: string;
    amount?: number | null;
  };

export type Movement = AccountMovement | ParentMovement;

/** A request for a movement between accounts, in whichever fields its kind names them. */
export type AccountRequest = MovementDetails & NamedAccounts & { expiresAt?: Date | null };

/** A request for a movement on an earlier transaction. */
export type RequestOnParent = Details & ParentRequest & { amount?: number | null };

/** The movement of a request of this kind. Throws `validation_failed` where both sides are one account. */
export function movementBetween(type: AccountTransactionType, request: AccountRequest): AccountMovement {
  const { accountId, fromAccountId, toAccountId, expiresAt, ...details } = request;
  const between = kinds[type].between({
    ...(accountId !== undefined && { accountId }),
    ...(fromAccountId !== undefined && { fromAccountId }),
    ...(toAccountId !== undefined && { toAccountId }),
  });
  assertDifferentAccounts(between);
  return { type, ...between, ...details, ...(expiresAt && { expiresAt }) };
}

/** The movement of a request on `parent`, a transaction of the same tenant. */
export function movementOn(
  type: ParentTransactionType,
  parent: Transaction,
  request: RequestOnParent,
): ParentMovement {
  const { id: parentId, currency } = parent;
  return { type, parentId, currency, ...kinds[type].between(parent), ...request };
}

/** Throws `validation_failed` where the money would not leave the account. */
export function assertDifferentAccounts({ fromAccountId, toAccountId }: Between): void {
  if (fromAccountId !== toAccountId) return;
  throw badField('/to_account_id', 'must not be the paying account');
}

/** The customers' accounts that decide about a movement: the paying one first, or the receiving one if there is no other. */
export function accountIdsOf({ fromAccountId, toAccountId }: Between): string[] {
  const from = fromAccountId === null ? [] : [fromAccountId];
  return toAccountId === null ? from : [...from, toAccountId];
}

/**
 * A text that is the same for equal requests, to recognise a repeated request by: what the request says, and its kind.
 * It is kept as a hash with the idempotency key, so it must never change for requests that exist already.
 */
export function movementText(movement: Movement): string {
  if (!('parentId' in movement)) return requestText(movement.type, movement);
  // The rest follows from the parent.
  const { type, fromAccountId: _from, toAccountId: _to, currency: _currency, ...said } = movement;
  return requestText(type, said);
}

/** The same for any other request: of this operation, whose request says this. */
export function requestText(operation: string, request: object): string {
  return `${operation}\n${canonicalJson(request)}`;
}
