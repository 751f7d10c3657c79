import { kinds, type ParentBody } from './kinds.ts';
import {
  movementBetween,
  movementOn,
  type AccountMovement,
  type AccountRequest,
  type Details,
  type Movement,
  type MovementDetails,
  type ParentMovement,
} from './movement.ts';
import { badFields, Refusal } from './refusal.ts';
import type {
  AccountTransactionType,
  Metadata,
  ParentTransactionType,
  Transaction,
  TransactionType,
} from './transaction.ts';

/** What bodies of all kinds may say, as the contract names it. */
type DetailsBody = {
  reference?: string;
  description?: string;
  metadata?: Metadata;
  effective_at?: string;
};

/** The body of a movement between accounts. Its schema has been checked. */
export type AccountBody = DetailsBody & {
  amount: number;
  /** USD by default. */
  currency?: string;
  account_id?: string;
  from_account_id?: string;
  to_account_id?: string;
  expires_at?: string;
};

/** The body of a movement on an earlier transaction. */
export type ParentMovementBody = DetailsBody & ParentBody;

/** A movement in a batch: its kind and its body, which names the parent if it has one. */
export type BatchBody =
  | ({ type: AccountTransactionType } & AccountBody)
  | ({ type: ParentTransactionType; hold_id?: string; transaction_id?: string } & ParentMovementBody);

/** The movement between accounts that a body describes. Throws `validation_failed`. */
export function movementOfBody(type: AccountTransactionType, body: AccountBody): AccountMovement {
  const { account_id: accountId, from_account_id: fromAccountId, to_account_id: toAccountId } = body;
  const accounts: Partial<AccountRequest> = {
    ...(accountId !== undefined && { accountId }),
    ...(fromAccountId !== undefined && { fromAccountId }),
    ...(toAccountId !== undefined && { toAccountId }),
    ...(body.expires_at !== undefined && { expiresAt: new Date(body.expires_at) }),
  };
  return movementBetween(type, { ...accounts, ...movementDetails(body) });
}

/** The movement on `parent` that a body describes, which may be missing altogether. */
export function movementOfBodyOn(
  type: ParentTransactionType,
  parent: Transaction,
  body: ParentMovementBody = {},
): ParentMovement {
  return movementOn(type, parent, { ...kinds[type].options(body), ...detailsOf(body) });
}

/** The id of the earlier transaction that a movement in a batch is made on. */
export function parentIdOf(body: BatchBody): string | undefined {
  return isOnParent(body) ? (body.hold_id ?? body.transaction_id) : undefined;
}

/**
 * The movement that the body with this index in a batch describes, or its refusal where its parent is unknown. Throws
 * `validation_failed` with the fields' place in the batch.
 */
export function movementInBatch(
  body: BatchBody,
  index: number,
  findParent: (id: string) => Transaction | undefined,
): Movement | Refusal {
  if (!isOnParent(body)) return inBatch(index, () => movementOfBody(body.type, body));
  const id = parentIdOf(body) ?? '';
  const parent = findParent(id);
  return parent ? movementOfBodyOn(body.type, parent, body) : unknownParent(id);
}

/** This tenant has no transaction of this id. */
export function unknownParent(id: string): Refusal {
  return new Refusal('not_found', `There is no transaction ${id}.`);
}

/** What a body says about a movement between accounts, except for the accounts. */
export function movementDetails(body: DetailsBody & { amount: number; currency?: string }): MovementDetails {
  return { amount: body.amount, currency: body.currency ?? 'USD', ...detailsOf(body) };
}

function detailsOf({ reference, description, metadata, effective_at }: DetailsBody): Details {
  return {
    reference: reference ?? null,
    description: description ?? null,
    metadata: metadata ?? null,
    ...(effective_at === undefined ? {} : { effectiveAt: new Date(effective_at) }),
  };
}

function isOnParent(body: BatchBody): body is Extract<BatchBody, { type: ParentTransactionType }> {
  const type: TransactionType = body.type;
  return kinds[type].on === 'parent';
}

/** Names wrong fields by their place in the batch. */
function inBatch<T>(index: number, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Refusal) || error.fields === undefined) throw error;
    throw badFields(
      error.fields.map((field) => ({ ...field, pointer: `/movements/${index}${field.pointer}` })),
    );
  }
}
