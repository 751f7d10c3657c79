import {
  availableOf,
  directionOf,
  minorUnitDigits,
  type ExactInteger,
  type Metadata,
  type Transaction,
} from '@florin/rules';
import type { Account, Transaction as TransactionView } from '../schemas.ts';
import type { FakeAccount } from './fake-ledger.ts';

/** Returns a sum as the bank answers it: a number, and beyond ±(2^53 − 1) also its digits as text in `<name>_exact`. */
export function exact<Name extends string>(name: Name, sum: ExactInteger) {
  return {
    [name]: Number(sum),
    ...(typeof sum === 'bigint' && { [`${name}_exact`]: String(sum) }),
  } as Record<Name, number> & Partial<Record<`${Name}_exact`, string>>;
}

/** Returns metadata with its keys in the order of the bank's answers. */
export function metadataView(metadata: Metadata | null): Metadata {
  return Object.fromEntries(Object.entries(metadata ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function accountView(account: FakeAccount): Account {
  return {
    id: account.id,
    currency: account.currency,
    currency_exponent: minorUnitDigits(account.currency),
    balance: account.balance,
    held: account.held,
    ...exact('available', availableOf(account)),
    overdraft_limit: account.overdraftLimit,
    movement_limit: account.movementLimit,
    daily_limit: account.dailyLimit,
    status: account.status,
    external_id: account.externalId,
    name: account.name,
    metadata: metadataView(account.metadata),
    version: account.version,
    created_at: account.createdAt.toISOString(),
    updated_at: account.updatedAt.toISOString(),
  };
}

/** Returns a transaction from the side of the customer's account; a transfer from the side of the paying account. */
export function transactionView(transaction: Transaction): TransactionView {
  const { type, fromAccountId, toAccountId, failureCode, failureMessage, parentId } = transaction;
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
    failure: failureCode === null ? null : { code: failureCode, message: failureMessage ?? '' },
    hold_id: type === 'reversal' ? null : parentId,
    reverses: type === 'reversal' ? parentId : null,
    expires_at: transaction.expiresAt?.toISOString() ?? null,
    captured_amount: transaction.capturedAmount,
    effective_at: transaction.effectiveAt.toISOString(),
    created_at: transaction.createdAt.toISOString(),
  };
}
