import { defineEntity, p, type InferEntity } from '@mikro-orm/core';
import { TypedId } from '@florin/database';
import type { actorView, Direction, Metadata, ScheduledStatus } from '@florin/rules';

/** A movement that is to be posted later. Changed by one statement each, never by the unit of work. */
export const ScheduledTransactionEntity = defineEntity({
  name: 'ScheduledTransaction',
  schema: 'ledger',
  tableName: 'scheduled_transactions',
  properties: {
    id: p.type(new TypedId('sched')).$type<string>().primary(),
    tenantId: p.type(new TypedId('tenant')).$type<string>(),
    type: p.text().$type<Direction>(),
    fromAccountId: p.type(new TypedId('acct')).$type<string>().strictNullable(),
    toAccountId: p.type(new TypedId('acct')).$type<string>().strictNullable(),
    currency: p.text(),
    amount: p.bigint('number'),
    reference: p.text().strictNullable(),
    description: p.text().strictNullable(),
    metadata: p.json<Metadata>().strictNullable(),
    scheduledFor: p.datetime(),
    status: p.text().$type<ScheduledStatus>(),
    claimedAt: p.datetime().strictNullable(),
    transactionId: p.type(new TypedId('txn')).$type<string>().strictNullable(),
    failureCode: p.text().strictNullable(),
    failureMessage: p.text().strictNullable(),
    idempotencyKey: p.text().strictNullable(),
    fingerprint: p.blob().$type<Buffer>().strictNullable(),
    requestId: p.text().strictNullable(),
    actorId: p.text().strictNullable(),
    tokenId: p.string().columnType('uuid').strictNullable(),
    serverRequestId: p.string().columnType('uuid').strictNullable(),
    address: p.string().columnType('inet').strictNullable(),
    onBehalfOf: p.text().strictNullable(),
    cancelledBy: p.json<ReturnType<typeof actorView>>().strictNullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** A movement that is to be posted later, and what became of it. */
export type ScheduledTransaction = Readonly<InferEntity<typeof ScheduledTransactionEntity>>;
