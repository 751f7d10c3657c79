import { Type } from 'typebox';
import {
  accountId,
  actor,
  amount,
  currency,
  metadata,
  nullable,
  openWord,
  tenantId,
  text,
  timestamp,
  transactionId,
} from './fields.ts';

const movementKinds = ['credit', 'debit', 'transfer', 'capture', 'reversal'];

/** The fields of a transaction that the caller sets, and its times. They are the same on every event about it. */
export const callerFields = {
  reference: nullable(text("The caller's own reference.")),
  description: nullable(text('The description by the caller.')),
  metadata: metadata(),
  effective_at: timestamp('When it takes effect: earlier than `created_at` when it was backdated.'),
  created_at: timestamp('When it was decided.'),
  request_id: nullable(
    text('The HTTP request that caused it, to trace one payment through logs and events.'),
  ),
  actor: actor(),
};

/** The fields of completed and failed transactions, from the perspective of the account `account_id`. */
export const transactionFields = {
  transaction_id: transactionId('The transaction.'),
  tenant_id: tenantId(),
  account_id: accountId('The account from whose side the event is written.'),
  counterparty_account_id: nullable(accountId('The other side; null is the external account.')),
  type: openWord(movementKinds, 'The kind of movement. More kinds may be added.'),
  direction: Type.Union([Type.Literal('credit'), Type.Literal('debit')], {
    description: 'Whether the account receives (`credit`) or pays (`debit`).',
  }),
  amount: amount('The amount in minor units; never negative.'),
  currency: currency(),
  ...callerFields,
  reverses: Type.Optional(
    nullable(transactionId('The transaction that a reversal reverses. Absent on early events.')),
  ),
  hold_id: Type.Optional(nullable(transactionId('The hold of a capture. Absent on early events.'))),
};
