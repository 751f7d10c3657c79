import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maxBalance } from '../money.ts';
import { Account } from './account.ts';

function account(properties: Partial<Account>): Account {
  return Object.assign(
    new Account({} as never),
    { status: 'open', currency: 'USD', balance: 0, held: 0, overdraftLimit: 0, version: 0 },
    properties,
  );
}

describe('an account', () => {
  test('has available what is neither spent nor held, and its overdraft', () => {
    expect(account({ balance: 100, held: 30, overdraftLimit: 5 }).available).toBe(75);
  });

  test('has available what is beyond 2^53 to the last unit, and holds no more than can be counted', () => {
    const rich = account({ balance: maxBalance, overdraftLimit: 999_999_999_999_998 });
    expect(rich.available).toBe(BigInt(maxBalance) + 999_999_999_999_998n);
    rich.held = maxBalance - 1;
    expect(rich.available).toBe(999_999_999_999_999);
    expect(rich.refusesHold(1)).toBeUndefined();
    expect(rich.refusesHold(2)?.code).toBe('limit_exceeded');
  });

  test('has nothing left of a daily limit that begins on a day with more spent than can be counted', () => {
    const at = new Date('2026-11-22T12:00:00Z');
    const spender = account({ dailyLimit: 1_000, spentToday: maxBalance, spentOn: '2026-11-22' });
    spender.uncountSpending(999_999_999_999_999, at, at);
    expect(spender.refusesSpending(1, at)?.code).toBe('limit_exceeded');
    expect(spender.refusesSpending(1_000, new Date('2026-11-23T00:00:00Z'))).toBeUndefined();
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
          const refusal = account({ balance, overdraftLimit }).refusesDebit(amount);
          expect(refusal?.code).toBe(amount > balance + overdraftLimit ? 'insufficient_funds' : undefined);
        },
      ),
    );
  });

  test.each(['frozen', 'closed'] as const)('that is %s takes no movement', (status) => {
    const shut = account({ balance: 10, status });
    expect([shut.refusesDebit(1)?.code, shut.refusesCredit(1)?.code]).toEqual([
      'state_conflict',
      'state_conflict',
    ]);
  });

  test('never holds more than an exact integer can say', () => {
    const full = account({ balance: maxBalance });
    expect(full.refusesCredit(1)?.code).toBe('limit_exceeded');
    expect(account({ balance: maxBalance - 1 }).refusesCredit(1)).toBeUndefined();
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
    expect(account(now).refusesTerms(terms)?.code).toBe('state_conflict');
  });

  test('may be closed when it is empty, and use its overdraft to the limit', () => {
    expect(account({}).refusesTerms({ status: 'closed' })).toBeUndefined();
    expect(account({ status: 'frozen' }).refusesTerms({ status: 'closed' })).toBeUndefined();
    expect(account({ balance: -5, overdraftLimit: 9 }).refusesTerms({ overdraftLimit: 5 })).toBeUndefined();
  });

  test('counts its movements', () => {
    const moved = account({ balance: 10 });
    moved.credit(5, new Date());
    moved.debit(3, new Date());
    expect(moved).toMatchObject({ balance: 12, version: 2 });
  });

  const noon = new Date('2026-11-22T12:00:00Z');

  test('lets no more leave at once than it has allowed itself', () => {
    const careful = account({ movementLimit: 50 });
    expect(careful.refusesSpending(50, noon)).toBeUndefined();
    expect(careful.refusesSpending(51, noon)?.code).toBe('limit_exceeded');
    expect(account({ movementLimit: 0 }).refusesSpending(1, noon)?.code).toBe('limit_exceeded');
    expect(account({}).refusesSpending(1e12, noon)).toBeUndefined();
  });

  test('lets no more leave on a day than it has allowed itself, and begins anew at midnight in UTC', () => {
    const careful = account({ dailyLimit: 100 });
    const [lastMoment, midnight] = [
      new Date('2026-11-22T23:59:59.999Z'),
      new Date('2026-11-23T00:00:00.000Z'),
    ];
    careful.countSpending(60, noon);
    expect(careful.refusesSpending(40, lastMoment)).toBeUndefined();
    expect(careful.refusesSpending(41, lastMoment)?.message).toContain('0.40 USD (40) are left');
    careful.countSpending(40, lastMoment);
    expect(careful.refusesSpending(1, lastMoment)?.code).toBe('limit_exceeded');
    expect(careful.refusesSpending(100, midnight)).toBeUndefined();
    careful.countSpending(1, midnight);
    expect(careful.spentOnDayOf(midnight)).toBe(1);
  });

  test('uncounts what was held and given back on the same day only', () => {
    const careful = account({ dailyLimit: 100 });
    const [evening, tomorrow] = [new Date('2026-11-22T20:00:00Z'), new Date('2026-11-23T12:00:00Z')];
    careful.countSpending(60, noon);
    careful.uncountSpending(25, noon, evening);
    expect(careful.spentOnDayOf(evening)).toBe(35);
    careful.countSpending(10, tomorrow);
    careful.uncountSpending(35, noon, tomorrow);
    expect(careful.spentOnDayOf(tomorrow)).toBe(10);
  });

  test('whose limit was lowered below what is spent lets nothing more leave', () => {
    const careful = account({ dailyLimit: 100 });
    careful.countSpending(60, noon);
    careful.dailyLimit = 50;
    expect(careful.refusesSpending(1, noon)?.message).toContain('0.00 USD (0) are left');
  });
});
