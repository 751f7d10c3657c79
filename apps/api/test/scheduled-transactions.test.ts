import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask } from './ask.ts';
import { gather } from './ledger-assertions.ts';
import { openBank, type TestBank } from './open-bank.ts';

let bank: TestBank;
let mine: string;
let other: string;

beforeAll(async () => {
  bank = await openBank();
  mine = (await bank.florin().accounts.create({ initial_balance: 100 })).id;
  other = (await bank.florin().accounts.create()).id;
});

afterAll(async () => {
  expect(await bank?.audit()).toEqual([]);
  await bank?.close();
});

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const tomorrow = () => inMs(86_400_000);

describe('a scheduled transaction', () => {
  test('can be read, listed and cancelled, and moves nothing meanwhile', async () => {
    const { scheduledTransactions, accounts } = bank.florin();
    const scheduled_for = tomorrow();
    const rent = await scheduledTransactions.create({
      type: 'transfer',
      scheduled_for,
      from_account_id: mine,
      to_account_id: other,
      amount: 25,
      reference: 'rent',
      metadata: { month: '12' },
    });
    expect(rent).toMatchObject({
      id: expect.stringMatching(/^sched_/),
      type: 'transfer',
      status: 'pending',
      scheduled_for,
      account_id: null,
      from_account_id: mine,
      to_account_id: other,
      amount: 25,
      currency: 'USD',
      reference: 'rent',
      metadata: { month: '12' },
      transaction_id: null,
      failure: null,
    });
    expect(await scheduledTransactions.get(rent.id)).toEqual(rent);
    const cancelled = await scheduledTransactions.cancel(rent.id);
    expect(cancelled).toMatchObject({ id: rent.id, status: 'cancelled' });
    expect(await scheduledTransactions.cancel(rent.id)).toEqual(cancelled);
    expect(await accounts.balance(mine)).toMatchObject({ balance: 100, version: 1 });
  });

  test('is listed by account and status, page by page', async () => {
    const { scheduledTransactions, accounts } = bank.florin();
    const { id: account_id } = await accounts.create();
    const ids: string[] = [];
    for (const type of ['credit', 'debit', 'credit'] as const) {
      ids.unshift(
        (await scheduledTransactions.create({ type, scheduled_for: tomorrow(), account_id, amount: 1 })).id,
      );
    }
    await scheduledTransactions.cancel(ids[1]!);
    const listed = async (status?: 'pending' | 'cancelled') => {
      const filters = status === undefined ? { account_id, limit: 1 } : { account_id, status };
      return (await gather(scheduledTransactions.list(filters))).map(({ id }) => id);
    };
    expect(await listed()).toEqual(ids);
    expect(await listed('pending')).toEqual([ids[0], ids[2]]);
    expect(await listed('cancelled')).toEqual([ids[1]]);
  });

  test('is scheduled once for one idempotency key, which no other request can use', async () => {
    const { scheduledTransactions, transactions, accounts } = bank.florin();
    const order = { type: 'debit', scheduled_for: tomorrow(), account_id: mine, amount: 1 } as const;
    const options = { idempotencyKey: 'new-year' };
    const first = await scheduledTransactions.create(order, options).withResponse();
    const second = await scheduledTransactions.create(order, options).withResponse();
    expect([first.replayed, second.replayed]).toEqual([false, true]);
    expect(second.data).toEqual(first.data);
    const reused = { status: 422, code: 'idempotency_key_reused' };
    const attempts = [
      scheduledTransactions.create({ ...order, amount: 2 }, options),
      transactions.credit({ account_id: mine, amount: 1 }, options),
      accounts.create({}, options),
    ];
    for (const attempt of attempts) await expect(attempt).rejects.toMatchObject(reused);
    await transactions.credit({ account_id: other, amount: 1 }, { idempotencyKey: 'taken' });
    const late = scheduledTransactions.create(order, { idempotencyKey: 'taken' });
    await expect(late).rejects.toMatchObject(reused);
  });

  test('is refused if its accounts do not exist, have another currency or are closed', async () => {
    const { scheduledTransactions, accounts } = bank.florin();
    const { id: closed } = await accounts.create();
    await accounts.close(closed);
    const schedule = (account_id: string, currency = 'USD') =>
      scheduledTransactions.create({
        type: 'credit',
        scheduled_for: tomorrow(),
        account_id,
        amount: 1,
        currency,
      });
    const theirs = await ask(`${bank.apis[0]!.url}/accounts`, {
      apiKey: (await bank.otherTenant()).apiKey,
      body: {},
    });
    await expect(schedule(theirs.json.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(schedule(mine, 'EUR')).rejects.toMatchObject({ code: 'currency_mismatch' });
    await expect(schedule(closed)).rejects.toMatchObject({ code: 'state_conflict' });
  });

  test("is not another tenant's to see or to cancel", async () => {
    const order = { type: 'debit', scheduled_for: tomorrow(), account_id: mine, amount: 1 } as const;
    const { id } = await bank.florin().scheduledTransactions.create(order);
    const { apiKey } = await bank.otherTenant();
    const { scheduledTransactions } = bank.florin(0, { apiKey });
    await expect(scheduledTransactions.get(id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(scheduledTransactions.cancel(id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await scheduledTransactions.list()).data).toEqual([]);
    expect(await bank.florin().scheduledTransactions.get(id)).toMatchObject({ status: 'pending' });
  });

  test.each<[string, object, string]>([
    ['in the past', { scheduled_for: inMs(-1_000) }, '/scheduled_for'],
    ['in two years', { scheduled_for: inMs(2 * 366 * 86_400_000) }, '/scheduled_for'],
    ['some time', { scheduled_for: 'soon' }, '/scheduled_for'],
    ['without a time', { scheduled_for: undefined }, '/scheduled_for'],
    ['of an unknown type', { type: 'gift' }, '/type'],
    ['without an account', { account_id: undefined }, '/account_id'],
    ['with two accounts too many', { to_account_id: 'acct_01m819eke0e209k3gghyc4dkah' }, '/to_account_id'],
    ['of nothing', { amount: 0 }, '/amount'],
    ['as a transfer of one account', { type: 'transfer' }, '/from_account_id'],
  ])('%s is refused, with the field named', async (_what, wrong, pointer) => {
    const right = { type: 'debit', scheduled_for: tomorrow(), account_id: mine, amount: 1 };
    const url = `${bank.apis[0]!.url}/scheduled-transactions`;
    const answer = await ask(url, { apiKey: bank.apiKey, body: { ...right, ...wrong } });
    expect(answer).toMatchObject({ status: 422, json: { code: 'validation_failed' } });
    expect(answer.json.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });
});
