import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { TypedId } from '@florin/database';
import type { Metadata } from './account.ts';

export type TransactionType = 'credit' | 'debit' | 'transfer';
export type TransactionStatus = 'completed' | 'failed';

/** One movement, which is the double entry. Read through the ORM; written by `record-transactions.ts` only. */
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
    reference: p.text().strictNullable(),
    description: p.text().strictNullable(),
    metadata: p.json<Metadata>().strictNullable(),
    failureCode: p.text().strictNullable(),
    failureMessage: p.text().strictNullable(),
    idempotencyKey: p.text().strictNullable(),
    fingerprint: p.blob().$type<Buffer>().strictNullable(),
    requestId: p.text().strictNullable(),
    effectiveAt: p.datetime(),
    createdAt: p.datetime(),
  },
});

/** A transaction as it was recorded; it never changes. */
export type Transaction = Readonly<InferEntity<typeof TransactionEntity>>;
