import { Type } from 'typebox';
import { defineEvent, type EventOf } from './event-definition.ts';
import { openWord, text } from './fields.ts';
import { transactionFields } from './transaction-fields.ts';

/**
 * A transaction was refused and recorded; no money has moved. One event, for the account that was refused (the paying
 * side of a debit or transfer). Id: `<transaction id>:<account id>`.
 */
export const transactionsFailed = defineEvent({
  type: 'florin.transactions.failed.v1',
  topic: 'transactions.failed',
  readScope: 'transactions:read',
  source: '/florin/ledger',
  description: 'A transaction was refused; no money moved.',
  data: Type.Object({
    ...transactionFields,
    type: openWord(
      ['credit', 'debit', 'transfer', 'hold', 'capture', 'void', 'reversal'],
      'The kind of transaction that was requested. More kinds may be added.',
    ),
    status: Type.Literal('failed', { description: 'No money moved.' }),
    failure: Type.Object(
      {
        code: openWord(
          ['insufficient_funds', 'state_conflict'],
          'The reason, one of the error codes of the API.',
        ),
        message: text('The reason, for people.'),
      },
      { description: 'Why it was refused.' },
    ),
  }),
});

export type TransactionsFailed = EventOf<typeof transactionsFailed>;
