import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { JsonObject, Moment, TypedId, WholeNumber } from '@florin/database';
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
    type: p.string().columnType('text').$type<TransactionType>(),
    status: p.string().columnType('text').$type<TransactionStatus>(),
    fromAccountId: p.type(new TypedId('acct')).$type<string>(),
    toAccountId: p.type(new TypedId('acct')).$type<string>(),
    currency: p.string().columnType('text'),
    amount: p.type(new WholeNumber()).$type<number>(),
    fromAccountVersion: p.type(new WholeNumber()).$type<number>().strictNullable(),
    toAccountVersion: p.type(new WholeNumber()).$type<number>().strictNullable(),
    fromBalanceAfter: p.type(new WholeNumber()).$type<number>().strictNullable(),
    toBalanceAfter: p.type(new WholeNumber()).$type<number>().strictNullable(),
    // Null where nothing is held: most rows save the space.
    fromHeldAfter: p.type(new WholeNumber()).$type<number>().strictNullable(),
    toHeldAfter: p.type(new WholeNumber()).$type<number>().strictNullable(),
    movesAs: p.string().columnType('text').$type<Direction>().strictNullable(),
    capturedAmount: p.type(new WholeNumber()).$type<number>().strictNullable(),
    releasedAmount: p.type(new WholeNumber()).$type<number>().strictNullable(),
    parentId: p.type(new TypedId('txn')).$type<string>().strictNullable(),
    expiresAt: p.type(new Moment()).$type<Date>().strictNullable(),
    reference: p.string().columnType('text').strictNullable(),
    description: p.string().columnType('text').strictNullable(),
    metadata: p.type(new JsonObject()).$type<Metadata>().strictNullable(),
    failureCode: p.string().columnType('text').strictNullable(),
    failureMessage: p.string().columnType('text').strictNullable(),
    idempotencyKey: p.string().columnType('text').strictNullable(),
    fingerprint: p.blob().$type<Buffer>().strictNullable(),
    requestId: p.string().columnType('text').strictNullable(),
    receivedAt: p.type(new Moment()).$type<Date>().strictNullable(),
    effectiveAt: p.type(new Moment()).$type<Date>(),
    createdAt: p.type(new Moment()).$type<Date>(),
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
