import type { AccountState } from './account.ts';
import { actorRecord } from './actor.ts';
import { kinds, type Recorded, type Sides } from './kinds.ts';
import type { AccountMovement, Movement, ParentMovement } from './movement.ts';
import { Refusal } from './refusal.ts';
import type { LedgerState, Command, MovementResult, RequestRecord } from './request.ts';
import { effectiveMoment } from './times.ts';
import type { Between, Direction, Transaction } from './transaction.ts';

/** Decides one movement: changes its accounts, or returns why it does not. */
export function decideCommand(command: Command, ledger: LedgerState): MovementResult {
  const { movement } = command;
  if (movement instanceof Refusal) return movement;
  return 'parentId' in movement
    ? decideOnParent(command, movement, ledger)
    : decideBetween(command, movement, ledger);
}

/** Decides a movement between accounts that its request names. */
export function decideBetween(
  request: RequestRecord,
  movement: AccountMovement,
  ledger: LedgerState,
): MovementResult {
  const kind = kinds[movement.type];
  const sides = findSides(request.tenantId, movement, ledger);
  if (sides instanceof Refusal) return sides;
  const { amount } = movement;
  const draft = draftOf(request, movement, { amount, sides, ledger });
  const refusal = kind.refuse(sides, amount, ledger.now);
  return refusal ? failed(draft, refusal) : posted(draft, sides, () => kind.apply(sides, amount, ledger.now));
}

/** Decides a movement on an earlier transaction. What that transaction can never, or not yet, allow is not recorded. */
function decideOnParent(
  request: RequestRecord,
  movement: ParentMovement,
  ledger: LedgerState,
): MovementResult {
  const kind = kinds[movement.type];
  const parent = ledger.parent(movement.parentId);
  const unfit = kind.refuseParent(parent, ledger.now);
  if (unfit) return unfit;
  const sides = findSides(request.tenantId, movement, ledger);
  if (sides instanceof Refusal) return sides;
  const amount = movement.amount ?? kind.left(parent);
  const draft = draftOf(request, movement, { amount, sides, ledger });
  const refusal = kind.refuse(sides, amount, ledger.now, parent);
  if (refusal) return failed(draft, refusal);
  return posted(draft, sides, () => kind.apply(sides, amount, ledger.now, parent, movement));
}

function findSides(
  tenantId: string,
  { fromAccountId, toAccountId, currency }: Between & { currency: string },
  ledger: LedgerState,
): Sides | Refusal {
  const from = fromAccountId === null ? null : ledger.account(tenantId, fromAccountId);
  const to = toAccountId === null ? null : ledger.account(tenantId, toAccountId);
  if (from === undefined || to === undefined) {
    const missing = from === undefined ? fromAccountId : toAccountId;
    return new Refusal('not_found', `There is no account ${missing}.`);
  }
  return inCurrency(from, currency) ?? inCurrency(to, currency) ?? { from, to };
}

function inCurrency(account: AccountState | null, currency: string): Refusal | undefined {
  if (account === null || account.currency === currency) return undefined;
  return new Refusal(
    'currency_mismatch',
    `Account ${account.id} is in ${account.currency}, not ${currency}.`,
  );
}

function failed(draft: Transaction, { code, message }: Refusal): Transaction {
  return { ...draft, status: 'failed', failureCode: code, failureMessage: message };
}

/** The transaction, with the state of each account that it has changed. */
function posted(draft: Transaction, { from, to }: Sides, apply: () => Recorded): Transaction {
  const [fromVersion, toVersion] = [from?.version, to?.version];
  const recorded = apply();
  return {
    ...draft,
    ...(from && from.version !== fromVersion ? afterPaying(from) : {}),
    ...(to && to.version !== toVersion ? afterReceiving(to) : {}),
    ...recorded,
  };
}

const afterPaying = (account: AccountState) => ({
  fromAccountVersion: account.version,
  fromBalanceAfter: account.balance,
  fromHeldAfter: account.held || null,
});

const afterReceiving = (account: AccountState) => ({
  toAccountVersion: account.version,
  toBalanceAfter: account.balance,
  toHeldAfter: account.held || null,
});

/** The transaction before anything has changed. */
function draftOf(
  request: RequestRecord,
  movement: Movement,
  { amount, sides, ledger }: { amount: number; sides: Sides; ledger: LedgerState },
): Transaction {
  const { tenantId } = request;
  const { currency } = movement;
  const direction = directionBetween(sides);
  return {
    id: ledger.transactionId(),
    tenantId,
    type: movement.type,
    status: 'completed',
    fromAccountId: sides.from?.id ?? ledger.external(tenantId, currency),
    toAccountId: sides.to?.id ?? ledger.external(tenantId, currency),
    currency,
    amount,
    fromAccountVersion: null,
    toAccountVersion: null,
    fromBalanceAfter: null,
    toBalanceAfter: null,
    fromHeldAfter: null,
    toHeldAfter: null,
    movesAs: movement.type === direction ? null : direction,
    capturedAmount: null,
    releasedAmount: null,
    parentId: 'parentId' in movement ? movement.parentId : null,
    expiresAt: 'expiresAt' in movement ? (movement.expiresAt ?? null) : null,
    reference: movement.reference,
    description: movement.description,
    metadata: movement.metadata,
    failureCode: null,
    failureMessage: null,
    idempotencyKey: request.idempotencyKey,
    fingerprint: request.fingerprint,
    requestId: request.requestId,
    ...actorRecord(request.actor),
    receivedAt: ledger.arrivalOf(request.arrivedMs),
    effectiveAt: effectiveMoment(movement.effectiveAt, ledger.now),
    createdAt: ledger.now,
  };
}

function directionBetween({ from, to }: Sides): Direction {
  if (from === null) return 'credit';
  return to === null ? 'debit' : 'transfer';
}
