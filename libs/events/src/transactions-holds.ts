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
 * Money was held on an account, or a hold has changed. One event, for the paying account. A capture gives
 * `transactions.completed` beside it, which says what moved; this one says what became of the hold.
 * Id: `<id of the transaction that made the change>:<account id>:hold`.
 */
export const transactionsHolds = defineEvent({
  type: 'florin.transactions.holds.v1',
  topic: 'transactions.holds',
  source: '/florin/ledger',
  description: 'Money was held on an account, or a hold was captured, voided or has expired.',
  data: Type.Object({
    hold_id: transactionId('The hold.'),
    transaction_id: transactionId('What made this change; the hold itself when it was placed.'),
    tenant_id: tenantId(),
    account_id: accountId('The account that pays.'),
    counterparty_account_id: nullable(
      accountId('Whom the money is promised to; null is the world outside the bank.'),
    ),
    change: openWord(['placed', 'captured', 'voided', 'expired'], 'What has happened to the hold.'),
    amount: amount('What this change held, took or gave back, in minor units.'),
    currency: currency(),
    hold_amount: amount('What the hold was placed for.'),
    captured_amount: sum('What all captures together have taken so far.'),
    remaining_amount: sum('What is still held by it; 0 when it has ended.'),
    status: openWord(['held', 'captured', 'voided', 'expired'], "The hold's own, after the change."),
    held_after: sum('What all holds together hold on the account, after the change.'),
    balance_after: money('The balance of the account after the change, held money included.'),
    account_version: accountVersion(),
    expires_at: nullable(timestamp('When what is still held is given back; null is never.')),
    ...callerFields,
  }),
});

export type TransactionsHolds = EventOf<typeof transactionsHolds>;
