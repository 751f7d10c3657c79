import { describe, expect, test } from '@jest/globals';
import { flowSearchOf } from './flow-search.ts';
import { endsOf, flowsOf, totalsOf } from './flows.ts';

const line = (
  balance_change: number,
  counterparty_account_id: string | null,
  type: 'credit' | 'hold' | 'transfer',
) => ({
  ...{ balance_change, counterparty_account_id, type },
});
const account = 'acct_01m819eke0e209k3gghyc4dkah';

describe('the flows of an account', () => {
  test('are sums by counterparty, outside of the bank by type, without what moved nothing', () => {
    const flows = flowsOf([
      line(-300, 'acct_a', 'transfer'),
      line(100, 'acct_a', 'transfer'),
      line(1_000, null, 'credit'),
      line(0, null, 'hold'),
    ]);
    expect(flows.map(({ key, received, paid, count }) => [key, received, paid, count])).toEqual([
      ['credit', 1_000n, 0n, 1],
      ['acct_a', 100n, 300n, 2],
    ]);
    expect(totalsOf(flows)).toEqual({ received: 1_100n, paid: 300n });
  });

  test('keep every digit of a sum', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(totalsOf(flowsOf([line(most, null, 'credit'), line(most, null, 'credit')])).received).toBe(
      18_014_398_509_481_982n,
    );
  });

  test('end at eight on each side: the smallest are one end together', () => {
    const flows = flowsOf(
      Array.from({ length: 10 }, (_, place) => line(-1 - place, `acct_${place}`, 'transfer')),
    );
    const ends = endsOf(flows, 'paid');
    expect(ends.map(({ amount }) => amount)).toEqual([10n, 9n, 8n, 7n, 6n, 5n, 4n, 6n]);
    expect(ends.at(-1)?.flow).toBeUndefined();
    expect(endsOf(flows, 'received')).toEqual([]);
  });
});

test('what a URL of flows shows is read without what it does not know', () => {
  const known = { account, days: 90, part: 'debit' };
  expect(flowSearchOf({ ...known, days: '90' })).toEqual(known);
  expect(flowSearchOf({ account: 'acct_1', days: 31, part: 'luck' })).toEqual({});
});
