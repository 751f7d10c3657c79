import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { TypedId } from '@florin/database';
import type { Metadata } from './account.ts';
import type { TransactionType } from './kinds.ts';

export type { TransactionType };

/** A hold is `held` until it is `captured`, `voided` or `expired`; everything else is completed or failed for ever. */
export type TransactionStatus = 'completed' | 'failed' | 'held' | 'captured' | 'voided' | 'expired';
/** Which way money goes: from the world outside, to it, or between two accounts. */
export type Direction = 'credit' | 'debit' | 'transfer';

/**
 * One movement, which is the double entry. Read through the ORM; written by `record-transactions.ts` only, except that
 * an open hold's `status` and `capturedAmount` change with the rows that are made on it.
 */
export const TransactionEntity = defineEntity({
  name: 'Transaction',
  schema: 'ledger',
  tableName: 'transactions',
  properties: {
    id: p.type(new TypedId('txn')).$type<string>().primary(),
    tenantId: p.type(new TypedId('tenant')).$type<string>(),
    type: p.text().$type<TransactionType>(),
    status: p.text().$type<TransactionStatus>(),
    fromAccountId: p.type(new TypedId('acct')).$type<string>(),
    toAccountId: p.type(new TypedId('acct')).$type<string>(),
    currency: p.text(),
    amount: p.bigint('number'),
    fromAccountVersion: p.bigint('number').strictNullable(),
    toAccountVersion: p.bigint('number').strictNullable(),
    fromBalanceAfter: p.bigint('number').strictNullable(),
    toBalanceAfter: p.bigint('number').strictNullable(),
    // Null where nothing is held: most rows save the space.
    fromHeldAfter: p.bigint('number').strictNullable(),
    toHeldAfter: p.bigint('number').strictNullable(),
    movesAs: p.text().$type<Direction>().strictNullable(),
    capturedAmount: p.bigint('number').strictNullable(),
    releasedAmount: p.bigint('number').strictNullable(),
    parentId: p.type(new TypedId('txn')).$type<string>().strictNullable(),
    expiresAt: p.datetime().strictNullable(),
    reference: p.text().strictNullable(),
    description: p.text().strictNullable(),
    metadata: p.json<Metadata>().strictNullable(),
    failureCode: p.text().strictNullable(),
    failureMessage: p.text().strictNullable(),
    idempotencyKey: p.text().strictNullable(),
    fingerprint: p.blob().$type<Buffer>().strictNullable(),
    requestId: p.text().strictNullable(),
    receivedAt: p.datetime().strictNullable(),
    effectiveAt: p.datetime(),
    createdAt: p.datetime(),
  },
});

/** A transaction as it was recorded; it never changes, unless it is an open hold. */
export type Transaction = Readonly<InferEntity<typeof TransactionEntity>>;

/** Which way the money goes, or would go: a capture of a held debit is a debit too. */
export function directionOf({ type, movesAs }: Pick<Transaction, 'type' | 'movesAs'>): Direction {
  return movesAs ?? (type as Direction);
}

/** The transaction as it was when it was posted: a hold that has been captured or has ended since was held then. */
export function asPosted(transaction: Transaction): Transaction {
  const isHold = transaction.type === 'hold' && transaction.status !== 'failed';
  return isHold ? { ...transaction, status: 'held', capturedAmount: 0 } : transaction;
}
