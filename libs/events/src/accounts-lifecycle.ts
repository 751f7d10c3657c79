import { Type } from 'typebox';
import { defineEvent, type EventOf } from './event-definition.ts';
import {
  accountId,
  accountVersion,
  currency,
  money,
  nullable,
  openWord,
  tenantId,
  timestamp,
} from './fields.ts';

/**
 * An account was opened or has changed. Id: `<account id>:opened`; of later changes `<account id>:<change>:<uuid>`,
 * the UUID made where the change was decided and kept with it.
 */
export const accountsLifecycle = defineEvent({
  type: 'florin.accounts.lifecycle.v1',
  topic: 'accounts.lifecycle',
  source: '/florin/ledger',
  description: 'An account was opened or has changed.',
  data: Type.Object({
    account_id: accountId(),
    tenant_id: tenantId(),
    change: openWord(['opened', 'updated', 'frozen', 'unfrozen', 'closed']),
    status: openWord(['open', 'frozen', 'closed']),
    currency: currency(),
    overdraft_limit: money(),
    external_id: nullable(Type.String()),
    name: nullable(Type.String()),
    account_version: accountVersion(),
    occurred_at: timestamp(),
  }),
});

export type AccountsLifecycle = EventOf<typeof accountsLifecycle>;
