import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maxBalance } from '../money.ts';
import { Account } from './account.ts';

function account(properties: Partial<Account>): Account {
  return Object.assign(
    new Account({} as never),
    { status: 'open', balance: 0, held: 0, overdraftLimit: 0, version: 0 },
    properties,
  );
}

describe('an account', () => {
  test('has available what is neither spent nor held, and its overdraft', () => {
    expect(account({ balance: 100, held: 30, overdraftLimit: 5 }).available).toBe(75);
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

  test('counts its movements', () => {
    const moved = account({ balance: 10 });
    moved.credit(5, new Date());
    moved.debit(3, new Date());
    expect(moved).toMatchObject({ balance: 12, version: 2 });
  });
});
