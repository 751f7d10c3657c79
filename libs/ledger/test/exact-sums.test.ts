import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { itemAt } from '@florin/testing';
import fc from 'fast-check';
import {
  credit,
  debit,
  hold,
  maxAmount,
  transfer,
  type ExactInteger,
  type Period,
  type StatementPlace,
  type Transaction,
} from '../src/index.ts';
import { noDetails, openBank, type Bank } from './bank.ts';

/*
 * Posts random movements near the largest balance, many of them backdated, and computes every derived number a second time
 * with BigInt from the transactions alone.
 */

let bank: Bank;
beforeAll(async () => void (bank = await openBank()));
afterAll(() => bank.close());

const hourMs = 3_600_000;
const movement = fc.record({
  kind: fc.constantFrom('credit', 'credit', 'credit', 'credit', 'debit', 'debit', 'transfer', 'hold'),
  from: fc.nat(1),
  less: fc.nat(1_000),
  backdated: fc.boolean(),
});
type Move = typeof movement extends fc.Arbitrary<infer Value> ? Value : never;

async function post(accounts: string[], { kind, from, less, backdated }: Move): Promise<Transaction[]> {
  const [accountId, toAccountId] = [itemAt(accounts, from), itemAt(accounts, 1 - from)];
  const request = {
    ...noDetails,
    amount: maxAmount - less,
    ...(backdated && { effectiveAt: new Date(Date.now() - hourMs) }),
  };
  const context = bank.request();
  const command = {
    credit: () => credit({ accountId, ...request }, context),
    debit: () => debit({ accountId, ...request }, context),
    transfer: () => transfer({ fromAccountId: accountId, toAccountId, ...request }, context),
    hold: () => hold({ accountId, toAccountId: null, expiresAt: null, ...request }, context),
  }[kind as 'credit']();
  return bank.ledger.post(command).then(
    ({ transaction }) => [transaction],
    () => [],
  );
}

/** The sum of the account's movements before a moment, by posting or effective time. */
function sumBefore(posted: Transaction[], accountId: string, at: Date, basis: Period['basis']): bigint {
  return posted.reduce((sum, row) => {
    const counts = row.type !== 'hold' && (basis === 'posted' ? row.createdAt : row.effectiveAt) < at;
    if (!counts) return sum;
    const sign = BigInt(Number(row.toAccountId === accountId) - Number(row.fromAccountId === accountId));
    return sum + sign * BigInt(row.amount);
  }, 0n);
}

const largest = { value: 0n };
const exact = (value: ExactInteger): bigint => {
  const sum = BigInt(value);
  // Never a rounded number, and never a bigint where a number is exact.
  expect(typeof value).toBe(Number.isSafeInteger(Number(sum)) ? 'number' : 'bigint');
  if (sum > largest.value) largest.value = sum;
  return sum;
};

test('every derived number equals the sum in BigInt, also for balances near the limits', async () => {
  const total = { customers: 0n, transactions: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(movement, { minLength: 25, maxLength: 40 }), async (moves) => {
      const overdraftLimit = maxAmount;
      const accounts = [await bank.account(0, { overdraftLimit }), await bank.account(0, { overdraftLimit })];
      const before = new Date(Date.now() - 2 * hourMs);
      const posted: Transaction[] = [];
      for (const move of moves) posted.push(...(await post(accounts, move)));
      const end = new Date(Math.max(Date.now(), ...posted.map(({ createdAt }) => createdAt.getTime())) + 1);
      const moments = [end, new Date(Date.now() - hourMs / 2), posted.at(-1)?.createdAt ?? end];

      for (const accountId of accounts) {
        const account = await bank.ledger.getAccount(bank.tenantId, accountId);
        const balance = sumBefore(posted, accountId, end, 'posted');
        const holds = posted.filter((row) => row.type === 'hold' && row.fromAccountId === accountId);
        const held = holds.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
        const available = balance - held + BigInt(maxAmount);
        const now = await bank.ledger.balance(bank.tenantId, accountId);
        const [one] = await bank.ledger.balances(bank.tenantId, [accountId]);
        expect([account, now, one!].map((each) => exact(each.available!))).toEqual([
          ...[available, available, available],
        ]);
        expect([account, now, one!].map((each) => BigInt(each.held))).toEqual([held, held, held]);
        total.customers += balance;

        for (const basis of ['posted', 'effective'] as const) {
          for (const at of moments) {
            const [then] = await bank.ledger.balances(bank.tenantId, [accountId], { at, basis });
            expect(exact(then!.balance)).toBe(sumBefore(posted, accountId, at, basis));
          }
          await expectStatement(accountId, { from: before, to: end, basis }, posted);
        }
      }
      total.transactions += moves.length;
    }),
    { numRuns: 6, seed: 12 },
  );
  const { currencies } = await bank.ledger.trialBalance(bank.tenantId);
  expect(currencies[0]).toMatchObject({
    customers: total.customers,
    outside: -total.customers,
  });
  // Otherwise the test has shown nothing.
  expect(total.customers).toBeGreaterThan(2n ** 54n);
  expect(largest.value).toBeGreaterThan(2n ** 53n);
});

async function expectStatement(accountId: string, period: Period, posted: Transaction[]): Promise<void> {
  const statement = await bank.ledger.openStatement(bank.tenantId, accountId, period);
  const { opening, closing, amountIn, amountOut } = statement.frame;
  const moved = posted.filter(({ type }) => type !== 'hold');
  const sumOf = (side: 'from' | 'to') =>
    moved
      .filter((row) => row[`${side}AccountId`] === accountId)
      .reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  expect([exact(opening.balance), exact(closing.balance)]).toEqual([
    0n,
    sumBefore(posted, accountId, period.to, period.basis),
  ]);
  expect([exact(amountIn), exact(amountOut)]).toEqual([sumOf('to'), sumOf('from')]);
  let running = 0n;
  let after: StatementPlace | undefined;
  do {
    const page = await bank.ledger.statementLines(statement, after, 7);
    for (const line of page.lines) {
      running += BigInt(line.change);
      expect(exact(line.balanceAfter)).toBe(running);
    }
    after = page.next;
  } while (after !== undefined);
  expect(running).toBe(exact(closing.balance));
}
