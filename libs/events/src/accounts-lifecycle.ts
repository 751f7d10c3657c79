import { Type } from 'typebox';
import { defineEvent, type EventOf } from './event-definition.ts';
import {
  accountId,
  accountVersion,
  actor,
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
 * An account was opened or has changed. Id: `<account id>:opened`; for later changes `<account id>:<change>:<uuid>`,
 * where the UUID is created and stored with the change.
 */
export const accountsLifecycle = defineEvent({
  type: 'florin.accounts.lifecycle.v1',
  topic: 'accounts.lifecycle',
  readScope: 'accounts:read',
  source: '/florin/ledger',
  description: 'An account was opened or changed.',
  data: Type.Object({
    account_id: accountId(),
    tenant_id: tenantId(),
    change: openWord(['opened', 'updated', 'frozen', 'unfrozen', 'closed'], 'The change of the account.'),
    status: openWord(['open', 'frozen', 'closed'], 'Whether money may move after the change.'),
    currency: currency(),
    overdraft_limit: money('How far below zero it may go, in minor units.'),
    movement_limit: Type.Optional(
      nullable(sum('The most that may leave it in one movement, in minor units; null is no limit.')),
    ),
    daily_limit: Type.Optional(
      nullable(sum('The most that may leave it in one day (UTC), in minor units; null is no limit.')),
    ),
    external_id: nullable(text("The caller's own id of the account.")),
    name: nullable(text('The name of the account.')),
    account_version: accountVersion(),
    occurred_at: timestamp('When it was decided.'),
    actor: actor(),
  }),
});

export type AccountsLifecycle = EventOf<typeof accountsLifecycle>;
