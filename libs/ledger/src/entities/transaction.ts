import { defineEntity, p } from '@mikro-orm/core';
import { JsonObject, Moment, TypedId, WholeNumber } from '@florin/database';
import type { Direction, Metadata, TransactionStatus, TransactionType } from '@florin/rules';

/**
 * A transaction's row, which is the whole double entry. The ORM reads it; `posting/write.ts` inserts it. Only
 * `status` and `capturedAmount` of an open hold change afterwards, when a transaction on the hold is recorded.
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
    actorId: p.string().columnType('text').strictNullable(),
    tokenId: p.string().columnType('uuid').strictNullable(),
    serverRequestId: p.string().columnType('uuid').strictNullable(),
    address: p.string().columnType('inet').strictNullable(),
    onBehalfOf: p.string().columnType('text').strictNullable(),
    receivedAt: p.type(new Moment()).$type<Date>().strictNullable(),
    effectiveAt: p.type(new Moment()).$type<Date>(),
    createdAt: p.type(new Moment()).$type<Date>(),
  },
});
