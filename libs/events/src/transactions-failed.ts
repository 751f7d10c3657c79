import { Type } from 'typebox';
import { defineEvent, type EventOf } from './event-definition.ts';
import { openWord } from './fields.ts';
import { transactionFields } from './transaction-fields.ts';

/**
 * A transaction was refused and recorded; nothing has moved. One event, for the account that was refused
 * (the paying side of a debit or transfer). Id: `<transaction id>:<account id>`.
 */
export const transactionsFailed = defineEvent({
  type: 'florin.transactions.failed.v1',
  topic: 'transactions.failed',
  source: '/florin/ledger',
  description: 'A transaction was refused; no money has moved.',
  data: Type.Object({
    ...transactionFields,
    type: openWord(['credit', 'debit', 'transfer', 'hold', 'capture', 'void', 'reversal']),
    status: Type.Literal('failed'),
    failure: Type.Object({ code: openWord(['insufficient_funds']), message: Type.String() }),
  }),
});

export type TransactionsFailed = EventOf<typeof transactionsFailed>;
