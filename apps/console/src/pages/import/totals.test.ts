import type { BatchMovement } from '@florin/sdk';
import { expect, test } from '@jest/globals';
import { totalsOf } from './totals.ts';

const [from_account_id, to_account_id] = [
  'acct_01m819eke0e209k3gghyc4dkah',
  'acct_01m819eke0e209k3gghyc4dkaj',
];
const line = (movement?: BatchMovement) => ({
  number: 2,
  cells: {},
  mistakes: [],
  ...(movement ? { movement } : {}),
});

test('movements are added up by type and currency, exactly, and those of another transaction are counted', () => {
  const most = 999_999_999_999_999;
  const transfer = { type: 'transfer', from_account_id, to_account_id, currency: 'EUR' } as const;
  const lines = [
    ...Array.from({ length: 11 }, () => line({ ...transfer, amount: most })),
    line({ ...transfer, amount: 5, currency: 'JPY' }),
    line({ type: 'credit', account_id: to_account_id, amount: 7 }),
    line({ type: 'capture', hold_id: 'txn_01m819eke0e2586g95gjjdra1k', amount: 100 }),
    line(),
  ];
  expect(totalsOf(lines)).toEqual([
    { type: 'transfer', count: 11, money: { sum: BigInt(most) * 11n, currency: 'EUR' } },
    { type: 'transfer', count: 1, money: { sum: 5n, currency: 'JPY' } },
    { type: 'credit', count: 1, money: { sum: 7n, currency: 'USD' } },
    { type: 'capture', count: 1 },
  ]);
});
