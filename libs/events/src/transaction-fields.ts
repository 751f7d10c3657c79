import { Type } from 'typebox';
import {
  accountId,
  amount,
  currency,
  metadata,
  nullable,
  openWord,
  tenantId,
  timestamp,
  transactionId,
} from './fields.ts';

/** What a completed and a failed transaction both say, seen from the account `account_id`. */
export const transactionFields = {
  transaction_id: transactionId(),
  tenant_id: tenantId(),
  account_id: accountId(),
  /** The account on the other side; null is the world outside the bank. */
  counterparty_account_id: nullable(accountId()),
  type: openWord(['credit', 'debit', 'transfer', 'capture', 'reversal']),
  /** Whether `account_id` gains (credit) or gives (debit). */
  direction: Type.Union([Type.Literal('credit'), Type.Literal('debit')]),
  amount: amount(),
  currency: currency(),
  reference: nullable(Type.String()),
  description: nullable(Type.String()),
  metadata: metadata(),
  effective_at: timestamp(),
  created_at: timestamp(),
  /** The HTTP request that asked for it, to follow one payment through logs and events. */
  request_id: nullable(Type.String()),
  /** The transaction that a reversal takes back; absent before there were reversals. */
  reverses: Type.Optional(nullable(transactionId())),
  /** The hold whose money a capture takes; absent before there were holds. */
  hold_id: Type.Optional(nullable(transactionId())),
};
