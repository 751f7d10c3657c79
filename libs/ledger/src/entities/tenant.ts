import { defineEntity, p } from '@mikro-orm/core';
import { TypedId } from '@florin/database';

/** Owner of accounts and transactions: nothing of one tenant is ever visible to another. */
export const Tenant = defineEntity({
  name: 'Tenant',
  schema: 'ledger',
  tableName: 'tenants',
  properties: {
    id: p.type(new TypedId('tenant')).$type<string>().primary(),
    name: p.text(),
    /** The actor; null for tenants from before it was recorded. */
    createdBy: p.text().strictNullable(),
    createdAt: p.datetime().onCreate(() => new Date()),
  },
});
