import { Type } from 'typebox';
import { defineEvent, type EventOf } from './event-definition.ts';
import {
  accountId,
  accountVersion,
  currency,
  money,
  nullable,
  openWord,
  sum,
  tenantId,
  text,
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
    change: openWord(['opened', 'updated', 'frozen', 'unfrozen', 'closed'], 'What has happened to it.'),
    status: openWord(['open', 'frozen', 'closed'], 'Whether money may move, after the change.'),
    currency: currency(),
    overdraft_limit: money('How far below zero it may go, in minor units.'),
    movement_limit: Type.Optional(
      nullable(sum('What may leave it at once, in minor units; null is no limit.')),
    ),
    daily_limit: Type.Optional(
      nullable(sum('What may leave it on one day (UTC), in minor units; null is no limit.')),
    ),
    external_id: nullable(text("The caller's own id of it.")),
    name: nullable(text('What people call it.')),
    account_version: accountVersion(),
    occurred_at: timestamp('When it was decided.'),
  }),
});

export type AccountsLifecycle = EventOf<typeof accountsLifecycle>;
