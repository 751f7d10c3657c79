import { defineEntity, p } from '@mikro-orm/core';
import { TypedId } from '@florin/database';
import type { AccountSnapshot } from '@florin/rules';

/** What a keyed request to open an account was answered. */
export const AccountOpening = defineEntity({
  name: 'AccountOpening',
  schema: 'ledger',
  tableName: 'account_openings',
  properties: {
    tenantId: p.type(new TypedId('tenant')).$type<string>().primary(),
    idempotencyKey: p.text().primary(),
    fingerprint: p.blob().$type<Buffer>(),
    accountId: p.type(new TypedId('acct')).$type<string>(),
    answer: p.json<AccountSnapshot>(),
    createdAt: p.datetime().onCreate(() => new Date()),
  },
});
