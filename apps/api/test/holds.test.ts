import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConflictError, InsufficientFundsError } from '@florin/sdk';
import { ask } from './ask.ts';
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

const balanceOf = async (id: string) => {
  const { balance, held, available } = await bank.florin().accounts.balance(id);
  return { balance, held, available };
};

const codes = async (calls: PromiseLike<unknown>[]) =>
  (await Promise.allSettled(calls))
    .map((each) => (each.status === 'fulfilled' ? 'completed' : each.reason.code))
    .sort();

describe('a hold', () => {
  test('can be placed, partly captured and voided; each step is a transaction with the id of the hold', async () => {
    const { transactions } = bank.florin();
    const account_id = await account(100);
    const hold = await transactions.hold({ account_id, amount: 40, reference: 'order-1' });
    expect(hold).toMatchObject({ type: 'hold', status: 'held', captured_amount: 0, hold_id: null });
    expect(await balanceOf(account_id)).toEqual({ balance: 100, held: 40, available: 60 });
    await expect(transactions.debit({ account_id, amount: 61 })).rejects.toBeInstanceOf(
      InsufficientFundsError,
    );

    const capture = await transactions.capture(hold.id, { amount: 15 });
    expect(capture).toMatchObject({ type: 'capture', status: 'completed', amount: 15, hold_id: hold.id });
    expect(await transactions.get(hold.id)).toEqual({ ...hold, captured_amount: 15 });
    const given = await transactions.void(hold.id, { description: 'Cancelled' });
    expect(given).toMatchObject({ type: 'void', amount: 25, hold_id: hold.id, captured_amount: 15 });
    expect(await transactions.get(hold.id)).toMatchObject({ status: 'voided', captured_amount: 15 });
    expect(await balanceOf(account_id)).toEqual({ balance: 85, held: 0, available: 85 });
    const { data } = await transactions.list({ account_id });
    expect(data.map(({ type }) => type)).toEqual(['void', 'capture', 'debit', 'hold', 'credit']);
  });

  test('for another account pays that account when it is captured, also without a body', async () => {
    const [payer, payee] = [await account(100), await account(0)];
    const { id, ...hold } = await bank
      .florin()
      .transactions.hold({ account_id: payer, to_account_id: payee, amount: 30 });
    expect(hold).toMatchObject({ account_id: payer, counterparty_account_id: payee, to_account_id: payee });
    const url = `${bank.apis[1]!.url}/transactions/${id}/capture`;
    const captured = await ask(url, { method: 'POST', apiKey: bank.apiKey });
    expect(captured).toMatchObject({ status: 200, json: { amount: 30, account_id: payer } });
    expect(await balanceOf(payee)).toMatchObject({ balance: 30 });
    const again = await ask(url, { method: 'POST', apiKey: bank.apiKey, body: {} });
    expect(again).toMatchObject({
      status: 409,
      json: { code: 'state_conflict', transaction: { type: 'capture', status: 'failed', hold_id: id } },
    });
  });

  test('is refused if it expires in the past or after more than a year, or pays its own account', async () => {
    const account_id = await account(100);
    const url = `${bank.apis[0]!.url}/transactions/hold`;
    const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();
    const wrong = [
      [{ expires_at: days(-1) }, '/expires_at'],
      [{ expires_at: days(370) }, '/expires_at'],
      [{ to_account_id: account_id }, '/to_account_id'],
      [{ effective_at: days(1) }, '/effective_at'],
    ] as const;
    for (const [more, pointer] of wrong) {
      const answer = await ask(url, { apiKey: bank.apiKey, body: { account_id, amount: 1, ...more } });
      expect(answer).toMatchObject({
        status: 422,
        json: { code: 'validation_failed', errors: [{ pointer }] },
      });
    }
    expect(await balanceOf(account_id)).toMatchObject({ held: 0 });
  });

  test("is not there for another tenant, and what is no hold can't be captured", async () => {
    const account_id = await account(100);
    const { transactions } = bank.florin();
    const hold = await transactions.hold({ account_id, amount: 1 });
    const { apiKey } = await bank.otherTenant();
    for (const step of ['capture', 'void', 'reverse']) {
      const answer = await ask(`${bank.apis[0]!.url}/transactions/${hold.id}/${step}`, { apiKey, body: {} });
      expect(answer).toMatchObject({ status: 404, json: { code: 'not_found' } });
    }
    const credit = await transactions.credit({ account_id, amount: 1 });
    await expect(transactions.capture(credit.id)).rejects.toBeInstanceOf(ConflictError);
  });

  test('replays the answer of a request, although it has ended since', async () => {
    const account_id = await account(100);
    const { transactions } = bank.florin();
    const place = () =>
      transactions.hold(
        { account_id, amount: 10 },
        { idempotencyKey: `hold ${account_id}`.replace(' ', '-') },
      );
    const hold = await place();
    await transactions.capture(hold.id);
    expect(await place()).toEqual(hold);
  });
});

describe('a movement', () => {
  test('may have an earlier effective time, but not a later one', async () => {
    const account_id = await account(0);
    const effective_at = '2026-01-31T12:00:00.000Z';
    const credit = await bank.florin().transactions.credit({ account_id, amount: 5, effective_at });
    expect(credit).toMatchObject({ effective_at });
    expect(credit.created_at > effective_at).toBe(true);
    expect(await bank.florin().transactions.get(credit.id)).toEqual(credit);
  });
});

describe('at the same moment over two processes', () => {
  test('of six holds of 1,000 on 5,000, exactly five succeed', async () => {
    const account_id = await account(5_000);
    const holds = Array.from({ length: 6 }, (_, index) =>
      bank.florin(index % 2).transactions.hold({ account_id, amount: 1_000 }),
    );
    expect(await codes(holds)).toEqual([...Array(5).fill('completed'), 'insufficient_funds']);
    expect(await balanceOf(account_id)).toEqual({ balance: 5_000, held: 5_000, available: 0 });
  });

  test('of a capture and a void, exactly one succeeds', async () => {
    for (let round = 0; round < 5; round++) {
      const account_id = await account(100);
      const { id } = await bank.florin().transactions.hold({ account_id, amount: 100 });
      const both = [bank.florin(0).transactions.capture(id), bank.florin(1).transactions.void(id)];
      expect(await codes(both)).toEqual(['completed', 'state_conflict']);
      const { status } = await bank.florin().transactions.get(id);
      expect(await balanceOf(account_id)).toMatchObject({
        held: 0,
        balance: status === 'captured' ? 0 : 100,
      });
    }
  });

  test('a capture of an expired hold is refused', async () => {
    const account_id = await account(100);
    const expires_at = new Date(Date.now() + 1_000).toISOString();
    const { id } = await bank.florin().transactions.hold({ account_id, amount: 10, expires_at });
    while (Date.now() < Date.parse(expires_at)) await sleep(20);
    await expect(bank.florin().transactions.capture(id)).rejects.toMatchObject({ code: 'state_conflict' });
  });
});
