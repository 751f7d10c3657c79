/*
 * The contract's answers, made from what the rules and the ledger return: by the API, and by the SDK's testing kit, so
 * that the two cannot differ. The contract's types check them where they are answered.
 */
import { recordedActorView } from './actor.ts';
import { maxBalance, minorUnitDigits, type ExactInteger } from './money.ts';
import { Refusal } from './refusal.ts';
import { batchStatus, type MovementResult, type RecordedBatch } from './request.ts';
import type { ScheduledTransaction } from './schedule.ts';
import type { AccountSnapshot, Balance } from './snapshots.ts';
import { directionOf, type Metadata, type Transaction } from './transaction.ts';

/**
 * A sum as a field of an answer: an integer with all digits. Beyond ±(2^53 − 1), where most JSON parsers round silently,
 * the field `<name>_exact` contains the same digits as text.
 */
export function exact<Name extends string>(name: Name, sum: ExactInteger) {
  const fits = -maxBalance <= sum && sum <= maxBalance;
  // TypeScript widens a computed key to string.
  return { [name]: sum, ...(!fits && { [`${name}_exact`]: String(sum) }) } as Record<Name, ExactInteger> &
    Partial<Record<`${Name}_exact`, string>>;
}

/**
 * Sorts the keys of metadata, because PostgreSQL's jsonb does not keep their order. A replayed answer is thereby equal to
 * the first one byte for byte.
 */
export function metadataView(metadata: Metadata | null): Metadata {
  return Object.fromEntries(Object.entries(metadata ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function accountView(account: AccountSnapshot) {
  return {
    id: account.id,
    currency: account.currency,
    currency_exponent: minorUnitDigits(account.currency),
    balance: account.balance,
    held: account.held,
    ...exact('available', account.available),
    overdraft_limit: account.overdraftLimit,
    movement_limit: account.movementLimit ?? null,
    daily_limit: account.dailyLimit ?? null,
    status: account.status,
    external_id: account.externalId,
    name: account.name,
    metadata: metadataView(account.metadata),
    version: account.version,
    created_at: account.createdAt,
    updated_at: account.updatedAt,
  };
}

/** The entity tag of an account: its version, which changes with every movement. */
export function etagOf({ version }: { version: number }): { etag: string } {
  return { etag: `"${version}"` };
}

/** `asOf` is the time at which the balance was read, or the requested time. */
export function balanceView(balance: Balance, asOf: string) {
  const { accountId: account_id, available, currency, version, held } = balance;
  return {
    account_id,
    ...exact('balance', balance.balance),
    held,
    ...(available === null ? { available } : exact('available', available)),
    currency,
    currency_exponent: minorUnitDigits(currency),
    version,
    as_of: asOf,
  };
}

/** A transaction from the customer's side, or from the paying side between two accounts. */
export function transactionView(transaction: Transaction) {
  const { type, fromAccountId, toAccountId, parentId, expiresAt } = transaction;
  const direction = directionOf(transaction);
  const incoming = direction === 'credit';
  const hasTwoAccounts = direction === 'transfer';
  return {
    id: transaction.id,
    type,
    status: transaction.status,
    account_id: incoming ? toAccountId : fromAccountId,
    counterparty_account_id: hasTwoAccounts ? toAccountId : null,
    from_account_id: hasTwoAccounts ? fromAccountId : null,
    to_account_id: hasTwoAccounts ? toAccountId : null,
    amount: transaction.amount,
    currency: transaction.currency,
    balance_after: incoming ? transaction.toBalanceAfter : transaction.fromBalanceAfter,
    account_version: incoming ? transaction.toAccountVersion : transaction.fromAccountVersion,
    reference: transaction.reference,
    description: transaction.description,
    metadata: metadataView(transaction.metadata),
    failure: failureView(transaction),
    hold_id: type === 'reversal' ? null : parentId,
    reverses: type === 'reversal' ? parentId : null,
    expires_at: expiresAt?.toISOString() ?? null,
    captured_amount: transaction.capturedAmount,
    effective_at: transaction.effectiveAt.toISOString(),
    created_at: transaction.createdAt.toISOString(),
    actor: recordedActorView(transaction),
  };
}

/** A batch, with one result for each movement, in order. */
export function batchView(batch: RecordedBatch) {
  const { id, atomic, results, createdAt } = batch;
  return {
    id,
    atomic,
    status: batchStatus(batch),
    results: results.map(resultView),
    created_at: createdAt.toISOString(),
  };
}

function resultView(result: MovementResult) {
  const [failed, completed] = ['failed' as const, 'completed' as const];
  if (result instanceof Refusal) {
    return { status: failed, error: { code: result.code, detail: result.message } };
  }
  const transaction = transactionView(result);
  if (transaction.failure === null) return { status: completed, transaction };
  const { code, message: detail } = transaction.failure;
  return { status: failed, transaction, error: { code, detail } };
}

export function scheduledTransactionView(scheduled: ScheduledTransaction) {
  const { type, fromAccountId, toAccountId } = scheduled;
  const isTransfer = type === 'transfer';
  return {
    id: scheduled.id,
    type,
    status: scheduled.status,
    scheduled_for: scheduled.scheduledFor.toISOString(),
    account_id: isTransfer ? null : (fromAccountId ?? toAccountId),
    from_account_id: isTransfer ? fromAccountId : null,
    to_account_id: isTransfer ? toAccountId : null,
    amount: scheduled.amount,
    currency: scheduled.currency,
    reference: scheduled.reference,
    description: scheduled.description,
    metadata: metadataView(scheduled.metadata),
    transaction_id: scheduled.transactionId,
    failure: failureView(scheduled),
    created_at: scheduled.createdAt.toISOString(),
    updated_at: scheduled.updatedAt.toISOString(),
    actor: recordedActorView(scheduled),
    cancelled_by: scheduled.cancelledBy,
  };
}

type Failure = { failureCode: string | null; failureMessage: string | null };

function failureView({ failureCode: code, failureMessage }: Failure) {
  return code === null ? null : { code, message: failureMessage ?? '' };
}
