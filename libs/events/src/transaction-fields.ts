import { Type } from 'typebox';
import {
  accountId,
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

/** What the caller has said of a transaction, and when; the same on every event about one. */
export const callerFields = {
  reference: nullable(text("The caller's own name for it.")),
  description: nullable(text('What the caller wrote about it.')),
  metadata: metadata(),
  effective_at: timestamp('Since when it counts: earlier than `created_at` when it was backdated.'),
  created_at: timestamp('When it was decided.'),
  request_id: nullable(
    text('The HTTP request that asked for it, to follow one payment through logs and events.'),
  ),
};

/** What a completed and a failed transaction both say, seen from the account `account_id`. */
export const transactionFields = {
  transaction_id: transactionId('The transaction.'),
  tenant_id: tenantId(),
  account_id: accountId('The account from whose side the event tells.'),
  counterparty_account_id: nullable(accountId('The other side; null is the world outside the bank.')),
  type: openWord(movementKinds, 'The kind of movement. More kinds may come.'),
  direction: Type.Union([Type.Literal('credit'), Type.Literal('debit')], {
    description: 'Whether the account gains (`credit`) or gives (`debit`).',
  }),
  amount: amount('How much, in minor units; never negative.'),
  currency: currency(),
  ...callerFields,
  reverses: Type.Optional(nullable(transactionId('What a reversal takes back. Absent on early events.'))),
  hold_id: Type.Optional(nullable(transactionId('Whose money a capture takes. Absent on early events.'))),
};
