import { Type } from 'typebox';
import { defineEvent, type EventOf } from './event-definition.ts';
import {
  accountId,
  accountVersion,
  amount,
  currency,
  money,
  nullable,
  openWord,
  sum,
  tenantId,
  timestamp,
  transactionId,
} from './fields.ts';
import { callerFields } from './transaction-fields.ts';

/**
 * Money was held on an account, or a hold has changed. One event, for the paying account. A capture also produces
 * `transactions.completed` for the money that moved; this event describes the hold.
 * Id: `<id of the transaction that made the change>:<account id>:hold`.
 */
export const transactionsHolds = defineEvent({
  type: 'florin.transactions.holds.v1',
  topic: 'transactions.holds',
  readScope: 'transactions:read',
  source: '/florin/ledger',
  description: 'Money was held on an account, or a hold was captured, voided or expired.',
  data: Type.Object({
    hold_id: transactionId('The hold.'),
    transaction_id: transactionId(
      'The transaction that made this change; the hold itself when it was placed.',
    ),
    tenant_id: tenantId(),
    account_id: accountId('The account that pays.'),
    counterparty_account_id: nullable(
      accountId('The account for which the money is reserved; null is the external account.'),
    ),
    change: openWord(['placed', 'captured', 'voided', 'expired'], 'The change of the hold.'),
    amount: amount('The amount that this change held, captured or released, in minor units.'),
    currency: currency(),
    hold_amount: amount('The original amount of the hold.'),
    captured_amount: sum('The sum of all captures so far.'),
    remaining_amount: sum('The amount that is still held; 0 when the hold has ended.'),
    status: openWord(['held', 'captured', 'voided', 'expired'], "The hold's status after the change."),
    held_after: sum('The sum of all holds on the account after the change.'),
    balance_after: money('The balance of the account after the change, held money included.'),
    account_version: accountVersion(),
    expires_at: nullable(timestamp('When what is still held is released; null is never.')),
    ...callerFields,
  }),
});

export type TransactionsHolds = EventOf<typeof transactionsHolds>;
