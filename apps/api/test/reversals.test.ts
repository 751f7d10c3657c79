import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConflictError, InsufficientFundsError } from '@florin/sdk';
import { openBank, type TestBank } from './open-bank.ts';

let bank: TestBank;

beforeAll(async () => {
  bank = await openBank({ apis: 2 });
});

afterAll(async () => {
  await bank?.close();
});

const account = async (initial_balance: number) =>
  (await bank.florin().accounts.create({ initial_balance })).id;
const balanceOf = async (id: string) => (await bank.florin().accounts.balance(id)).balance;

const countOf = async (calls: PromiseLike<unknown>[]) => {
  const results = await Promise.allSettled(calls);
  const completed = results.filter(({ status }) => status === 'fulfilled').length;
  const others = results.flatMap((each) => (each.status === 'rejected' ? each.reason.code : []));
  return { completed, others: [...new Set(others)] };
};

describe('a reversal', () => {
  test('can reverse a transfer in parts, but never more than its amount', async () => {
    const { transactions } = bank.florin();
    const [from_account_id, to_account_id] = [await account(100), await account(0)];
    const original = await transactions.transfer({ from_account_id, to_account_id, amount: 60 });
    const part = await transactions.reverse(original.id, { amount: 25, reference: 'refund-1' });
    expect(part).toMatchObject({
      type: 'reversal',
      status: 'completed',
      amount: 25,
      account_id: to_account_id,
      counterparty_account_id: from_account_id,
      reverses: original.id,
      reference: 'refund-1',
    });
    await expect(transactions.reverse(original.id, { amount: 36 })).rejects.toBeInstanceOf(ConflictError);
    expect(await transactions.reverse(original.id)).toMatchObject({ amount: 35 });
    await expect(transactions.reverse(original.id)).rejects.toBeInstanceOf(ConflictError);
    expect([await balanceOf(from_account_id), await balanceOf(to_account_id)]).toEqual([100, 0]);
    expect(await transactions.get(original.id)).toEqual(original);
  });

  test('can reverse a credit, a debit and a capture, but no hold, void, reversal or failed transaction', async () => {
    const { transactions } = bank.florin();
    const account_id = await account(0);
    const credit = await transactions.credit({ account_id, amount: 100 });
    const debit = await transactions.debit({ account_id, amount: 30 });
    const hold = await transactions.hold({ account_id, amount: 50 });
    const capture = await transactions.capture(hold.id, { amount: 20 });
    const given = await transactions.void(hold.id);
    expect(await transactions.reverse(debit.id)).toMatchObject({ account_id, balance_after: 80 });
    const reversal = await transactions.reverse(capture.id);
    expect(reversal).toMatchObject({ account_id, balance_after: 100, reverses: capture.id });
    expect(await transactions.reverse(credit.id, { amount: 99 })).toMatchObject({ balance_after: 1 });
    await expect(transactions.debit({ account_id, amount: 50 })).rejects.toMatchObject({ status: 400 });
    const [failed] = (await transactions.list({ account_id, limit: 1 })).data;
    for (const id of [hold.id, given.id, reversal.id, failed!.id]) {
      await expect(transactions.reverse(id)).rejects.toMatchObject({ code: 'state_conflict' });
    }
  });

  test('is refused if the money is no longer there', async () => {
    const { transactions } = bank.florin();
    const account_id = await account(0);
    const credit = await transactions.credit({ account_id, amount: 100 });
    await transactions.debit({ account_id, amount: 1 });
    await expect(transactions.reverse(credit.id)).rejects.toBeInstanceOf(InsufficientFundsError);
    expect(await balanceOf(account_id)).toBe(99);
  });
});

describe('at the same moment over two processes', () => {
  test('of the same reversal twice, one succeeds', async () => {
    for (let round = 0; round < 5; round++) {
      const account_id = await account(100);
      const debit = await bank.florin().transactions.debit({ account_id, amount: 40 });
      const calls = [0, 1].map((api) => bank.florin(api).transactions.reverse(debit.id));
      expect(await countOf(calls)).toEqual({ completed: 1, others: ['state_conflict'] });
      expect(await balanceOf(account_id)).toBe(100);
    }
  });

  test('of twenty reversals of 10 of a debit of 95, exactly nine succeed', async () => {
    const account_id = await account(100);
    const debit = await bank.florin().transactions.debit({ account_id, amount: 95 });
    const calls = Array.from({ length: 20 }, (_, index) =>
      bank.florin(index % 2).transactions.reverse(debit.id, { amount: 10 }),
    );
    expect(await countOf(calls)).toEqual({ completed: 9, others: ['state_conflict'] });
    expect(await balanceOf(account_id)).toBe(95);
  });

  test('opposite transfers of 64 clients do not deadlock and lose nothing', async () => {
    const [a, b] = [await account(10_000), await account(10_000)];
    const calls = Array.from({ length: 64 }, (_, client) => {
      const [from_account_id, to_account_id] = client % 2 ? [a, b] : [b, a];
      const { transactions } = bank.florin((client >> 1) % 2, { maxRetries: 6 });
      return transactions.transfer({ from_account_id, to_account_id, amount: 1 + client });
    });
    expect(await countOf(calls)).toEqual({ completed: 64, others: [] });
    expect((await balanceOf(a)) + (await balanceOf(b))).toBe(20_000);
  });
});
