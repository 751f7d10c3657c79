import { Type } from 'typebox';
import { defineEvent, type EventOf } from './event-definition.ts';
import {
  accountId,
  accountVersion,
  amount,
  currency,
  metadata,
  money,
  nullable,
  openWord,
  sum,
  tenantId,
  timestamp,
  transactionId,
} from './fields.ts';

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
    hold_id: transactionId(),
    /** The transaction that made this change; the hold itself when it was placed. */
    transaction_id: transactionId(),
    tenant_id: tenantId(),
    /** The account that pays. */
    account_id: accountId(),
    /** Whom the money is promised to; null is the world outside the bank. */
    counterparty_account_id: nullable(accountId()),
    change: openWord(['placed', 'captured', 'voided', 'expired']),
    /** What this change held, took or gave back. */
    amount: amount(),
    currency: currency(),
    /** What the hold was placed for. */
    hold_amount: amount(),
    /** What all captures together have taken so far. */
    captured_amount: sum(),
    /** What is still held by it; 0 when it has ended. */
    remaining_amount: sum(),
    /** The hold's own, after the change. */
    status: openWord(['held', 'captured', 'voided', 'expired']),
    /** What all holds together hold on the account, after the change. */
    held_after: sum(),
    balance_after: money(),
    account_version: accountVersion(),
    expires_at: nullable(timestamp()),
    reference: nullable(Type.String()),
    description: nullable(Type.String()),
    metadata: metadata(),
    effective_at: timestamp(),
    created_at: timestamp(),
    request_id: nullable(Type.String()),
  }),
});

export type TransactionsHolds = EventOf<typeof transactionsHolds>;
