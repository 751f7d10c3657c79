import { defineEntity, p } from '@mikro-orm/core';
import { JsonObject, Moment, TypedId, WholeNumber } from '@florin/database';
import type { AccountStatus, Metadata } from '@florin/rules';

const AccountSchema = defineEntity({
  name: 'Account',
  schema: 'ledger',
  tableName: 'accounts',
  properties: {
    id: p.type(new TypedId('acct')).$type<string>().primary(),
    tenantId: p.type(new TypedId('tenant')).$type<string>(),
    kind: p.string().columnType('text').$type<'customer' | 'outside'>().default('customer'),
    status: p.string().columnType('text').$type<AccountStatus>().default('open'),
    currency: p.string().columnType('text'),
    balance: p.type(new WholeNumber()).$type<number>().default(0),
    held: p.type(new WholeNumber()).$type<number>().default(0),
    overdraftLimit: p.type(new WholeNumber()).$type<number>().default(0),
    version: p.type(new WholeNumber()).$type<number>().default(0),
    movementLimit: p.type(new WholeNumber()).$type<number>().nullable(),
    dailyLimit: p.type(new WholeNumber()).$type<number>().nullable(),
    spentToday: p.type(new WholeNumber()).$type<number>().default(0),
    spentOn: p.date().$type<string>().nullable(),
    externalId: p.string().columnType('text').nullable(),
    name: p.string().columnType('text').nullable(),
    metadata: p.type(new JsonObject()).$type<Metadata>().default('{}'),
    createdAt: p
      .type(new Moment())
      .$type<Date>()
      .onCreate(() => new Date()),
    updatedAt: p
      .type(new Moment())
      .$type<Date>()
      .onCreate(() => new Date()),
  },
});

/** An account's row. The rules in `@florin/rules` read and change it: it is an `AccountState`. */
export class Account extends AccountSchema.class {}

AccountSchema.setClass(Account);
