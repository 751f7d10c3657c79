import { Type } from 'typebox';
import { defineEvent, type EventOf } from './event-definition.ts';
import { accountVersion, money, openWord } from './fields.ts';
import { transactionFields } from './transaction-fields.ts';

/**
 * Money has moved. A transfer produces two events, one for each account with its own balance and version.
 * Id: `<transaction id>:<account id>`.
 */
export const transactionsCompleted = defineEvent({
  type: 'florin.transactions.completed.v1',
  topic: 'transactions.completed',
  readScope: 'transactions:read',
  source: '/florin/ledger',
  description: 'Money moved on an account.',
  data: Type.Object({
    ...transactionFields,
    status: openWord(['completed'], 'Money moved.'),
    balance_after: money('The balance of the account after it, in minor units.'),
    account_version: accountVersion(),
  }),
});

export type TransactionsCompleted = EventOf<typeof transactionsCompleted>;
