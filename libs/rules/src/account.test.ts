import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { termsRefusal } from './account-terms.ts';
import {
  availableOf,
  countSpending,
  creditAccount,
  creditRefusal,
  debitAccount,
  debitRefusal,
  holdRefusal,
  openingRefusal,
  spendingRefusal,
  spentOnDayOf,
  uncountSpending,
  type AccountState,
} from './account.ts';
import { maxBalance } from './money.ts';

/** An account whose limits a test may change. */
type Example = { -readonly [Field in keyof AccountState]: AccountState[Field] };

function account(properties: Partial<AccountState>): Example {
  return {
    id: 'acct_1',
    ...{ status: 'open', currency: 'USD', balance: 0, held: 0, overdraftLimit: 0, version: 0, spentToday: 0 },
    updatedAt: new Date(0),
    ...properties,
  };
}

describe('an account', () => {
  test('is opened only in a currency that is in use', () => {
    expect(openingRefusal({ currency: 'USD' })).toBeUndefined();
    for (const currency of ['HRK', 'ABC']) {
      expect(openingRefusal({ currency })?.fields?.[0]?.pointer).toBe('/currency');
    }
  });

  test('has available what is neither spent nor held, and its overdraft', () => {
    expect(availableOf(account({ balance: 100, held: 30, overdraftLimit: 5 }))).toBe(75);
  });

  test('has available what is beyond 2^53 to the last unit, and holds no more than can be counted', () => {
    const rich = account({ balance: maxBalance, overdraftLimit: 999_999_999_999_998 });
    expect(availableOf(rich)).toBe(BigInt(maxBalance) + 999_999_999_999_998n);
    rich.held = maxBalance - 1;
    expect(availableOf(rich)).toBe(999_999_999_999_999);
    expect(holdRefusal(rich, 1)).toBeUndefined();
    expect(holdRefusal(rich, 2)?.code).toBe('limit_exceeded');
  });

  test('has nothing left of a daily limit that begins on a day with more spent than can be counted', () => {
    const at = new Date('2026-11-22T12:00:00Z');
    const spender = account({ dailyLimit: 1_000, spentToday: maxBalance, spentOn: '2026-11-22' });
    uncountSpending(spender, 999_999_999_999_999, at, at);
    expect(spendingRefusal(spender, 1, at)?.code).toBe('limit_exceeded');
    expect(spendingRefusal(spender, 1_000, new Date('2026-11-23T00:00:00Z'))).toBeUndefined();
  });

  test('gives exactly what is available and not one unit more', () => {
    fc.assert(
      fc.property(
        fc.record({
          balance: fc.nat(1_000_000),
          overdraftLimit: fc.nat(1_000),
          amount: fc.integer({ min: 1, max: 2_000_000 }),
        }),
        ({ balance, overdraftLimit, amount }) => {
          const refusal = debitRefusal(account({ balance, overdraftLimit }), amount);
          expect(refusal?.code).toBe(amount > balance + overdraftLimit ? 'insufficient_funds' : undefined);
        },
      ),
    );
  });

  test.each(['frozen', 'closed'] as const)('that is %s takes no movement', (status) => {
    const shut = account({ balance: 10, status });
    expect([debitRefusal(shut, 1)?.code, creditRefusal(shut, 1)?.code]).toEqual([
      'state_conflict',
      'state_conflict',
    ]);
  });

  test('never holds more than an exact integer can say', () => {
    const full = account({ balance: maxBalance });
    expect(creditRefusal(full, 1)?.code).toBe('limit_exceeded');
    expect(creditRefusal(account({ balance: maxBalance - 1 }), 1)).toBeUndefined();
  });

  test.each([
    ['closed with money on it', { balance: 1 }, { status: 'closed' as const }],
    ['closed with money held', { balance: 1, held: 1 }, { status: 'closed' as const }],
    ['closed while it is overdrawn', { balance: -1, overdraftLimit: 5 }, { status: 'closed' as const }],
    ['left with less overdraft than it uses', { balance: -5, overdraftLimit: 9 }, { overdraftLimit: 4 }],
    [
      'left with less overdraft than is held',
      { balance: 5, held: 9, overdraftLimit: 4 },
      { overdraftLimit: 3 },
    ],
    ['opened again', { status: 'closed' as const }, { status: 'open' as const }],
    ['renamed after its end', { status: 'closed' as const }, { name: 'Eve' }],
  ])('cannot be %s', (_what, now, terms) => {
    expect(termsRefusal(account(now), terms)?.code).toBe('state_conflict');
  });

  test('may be closed when it is empty, and use its overdraft to the limit', () => {
    expect(termsRefusal(account({}), { status: 'closed' })).toBeUndefined();
    expect(termsRefusal(account({ status: 'frozen' }), { status: 'closed' })).toBeUndefined();
    expect(termsRefusal(account({ balance: -5, overdraftLimit: 9 }), { overdraftLimit: 5 })).toBeUndefined();
  });

  test('counts its movements', () => {
    const moved = account({ balance: 10 });
    creditAccount(moved, 5, new Date());
    debitAccount(moved, 3, new Date());
    expect(moved).toMatchObject({ balance: 12, version: 2 });
  });

  const noon = new Date('2026-11-22T12:00:00Z');

  test('lets no more leave at once than its limit', () => {
    const careful = account({ movementLimit: 50 });
    expect(spendingRefusal(careful, 50, noon)).toBeUndefined();
    expect(spendingRefusal(careful, 51, noon)?.code).toBe('limit_exceeded');
    expect(spendingRefusal(account({ movementLimit: 0 }), 1, noon)?.code).toBe('limit_exceeded');
    expect(spendingRefusal(account({}), 1e12, noon)).toBeUndefined();
  });

  test('lets no more leave on a day than its limit, and begins again at midnight in UTC', () => {
    const careful = account({ dailyLimit: 100 });
    const [lastMoment, midnight] = [
      new Date('2026-11-22T23:59:59.999Z'),
      new Date('2026-11-23T00:00:00.000Z'),
    ];
    countSpending(careful, 60, noon);
    expect(spendingRefusal(careful, 40, lastMoment)).toBeUndefined();
    expect(spendingRefusal(careful, 41, lastMoment)?.message).toContain('0.40 USD (40) are left');
    countSpending(careful, 40, lastMoment);
    expect(spendingRefusal(careful, 1, lastMoment)?.code).toBe('limit_exceeded');
    expect(spendingRefusal(careful, 100, midnight)).toBeUndefined();
    countSpending(careful, 1, midnight);
    expect(spentOnDayOf(careful, midnight)).toBe(1);
  });

  test('uncounts what was held and given back on the same day only', () => {
    const careful = account({ dailyLimit: 100 });
    const [evening, tomorrow] = [new Date('2026-11-22T20:00:00Z'), new Date('2026-11-23T12:00:00Z')];
    countSpending(careful, 60, noon);
    uncountSpending(careful, 25, noon, evening);
    expect(spentOnDayOf(careful, evening)).toBe(35);
    countSpending(careful, 10, tomorrow);
    uncountSpending(careful, 35, noon, tomorrow);
    expect(spentOnDayOf(careful, tomorrow)).toBe(10);
  });

  test('whose limit was lowered below what is spent lets nothing more leave', () => {
    const careful = account({ dailyLimit: 100 });
    countSpending(careful, 60, noon);
    careful.dailyLimit = 50;
    expect(spendingRefusal(careful, 1, noon)?.message).toContain('0.00 USD (0) are left');
  });
});
