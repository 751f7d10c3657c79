import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { itemAt } from '@florin/testing';
import { auditLedger, capture, credit, hold, voidHold, type Transaction } from '../src/index.ts';
import { Ledger } from '../src/ledger.ts';
import { noDetails, openBank, outcomes, queueDefaults, type Bank } from './bank.ts';

const nothingToSay = { reference: null, description: null, metadata: null };

let bank: Bank;
let worker: Ledger;
let other: Ledger;
beforeAll(async () => {
  bank = await openBank();
  worker = new Ledger({ database: await bank.as('worker'), ...queueDefaults });
  other = new Ledger({ database: await bank.as('worker'), ...queueDefaults });
});
afterEach(async () => {
  expect(await auditLedger(bank.database)).toEqual([]);
});
afterAll(() => bank.close());

type Terms = { toAccountId?: string; expiresAt?: Date; key?: string };

async function place(accountId: string, amount: number, terms: Terms = {}): Promise<Transaction> {
  const { toAccountId = null, expiresAt = null, key = null } = terms;
  const request = { accountId, toAccountId, expiresAt, amount, ...noDetails };
  // The expiry time is not compared with the clock, so a hold that ends soon can be placed on a slow machine.
  const { times: _times, ...command } = hold(request, bank.request(key));
  return (await bank.ledger.post(command)).transaction;
}

const take = (placed: Transaction, amount: number | null = null, final = false, ledger = bank.ledger) =>
  ledger.post(capture(placed, { amount, final, ...nothingToSay }, bank.request()));

const giveBack = (placed: Transaction, ledger = bank.ledger) =>
  ledger.post(voidHold(placed, nothingToSay, bank.request()));

const state = async (id: string) => {
  const { balance, held, available, version } = await bank.ledger.getAccount(bank.tenantId, id);
  return { balance, held, available, version };
};

const statusOf = async ({ id }: Transaction) => {
  const { status, capturedAmount } = await bank.ledger.getTransaction(bank.tenantId, id);
  return { status, capturedAmount };
};

const soon = (ms: number) => new Date(Date.now() + ms);
const untilPast = async (moment: Date) => {
  while (Date.now() <= moment.getTime()) await new Promise((resolve) => setTimeout(resolve, 20));
};

describe('a hold', () => {
  test('reduces the available amount and not the balance', async () => {
    const accountId = await bank.account(100);
    const placed = await place(accountId, 30);
    expect(placed).toMatchObject({
      status: 'held',
      fromBalanceAfter: 100,
      fromHeldAfter: 30,
      capturedAmount: 0,
    });
    expect(await state(accountId)).toEqual({ balance: 100, held: 30, available: 70, version: 2 });
  });

  test('is refused beyond the available amount, and the held amount cannot be spent', async () => {
    const accountId = await bank.account(100);
    await place(accountId, 60);
    await expect(place(accountId, 41)).rejects.toMatchObject({
      code: 'insufficient_funds',
      transaction: { type: 'hold', status: 'failed', capturedAmount: null },
    });
  });

  test('can be captured in parts until nothing is left, and not again', async () => {
    const accountId = await bank.account(100);
    const placed = await place(accountId, 50);
    expect((await take(placed, 20)).transaction).toMatchObject({
      type: 'capture',
      status: 'completed',
      amount: 20,
      parentId: placed.id,
      capturedAmount: 20,
      releasedAmount: null,
      fromBalanceAfter: 80,
      fromHeldAfter: 30,
    });
    expect(await statusOf(placed)).toEqual({ status: 'held', capturedAmount: 20 });
    await expect(take(placed, 31)).rejects.toMatchObject({
      code: 'state_conflict',
      transaction: { type: 'capture', status: 'failed', amount: 31, parentId: placed.id },
    });
    await take(placed);
    expect(await statusOf(placed)).toEqual({ status: 'captured', capturedAmount: 50 });
    expect(await state(accountId)).toEqual({ balance: 50, held: 0, available: 50, version: 4 });
    await expect(take(placed, 1)).rejects.toMatchObject({ code: 'state_conflict' });
    await expect(giveBack(placed)).rejects.toMatchObject({ code: 'state_conflict' });
  });

  test('releases its rest with a final capture or a void', async () => {
    const accountId = await bank.account(100);
    const [first, second] = [await place(accountId, 50), await place(accountId, 40)];
    expect((await take(first, 20, true)).transaction).toMatchObject({
      capturedAmount: 20,
      releasedAmount: 30,
    });
    expect(await statusOf(first)).toEqual({ status: 'captured', capturedAmount: 20 });
    await take(second, 10);
    expect((await giveBack(second)).transaction).toMatchObject({
      type: 'void',
      amount: 30,
      capturedAmount: 10,
      fromBalanceAfter: 70,
    });
    expect(await statusOf(second)).toEqual({ status: 'voided', capturedAmount: 10 });
    expect(await state(accountId)).toEqual({ balance: 70, held: 0, available: 70, version: 6 });
  });

  test('for another account is credited there when it is captured, and counts from then on', async () => {
    const [payer, payee] = [await bank.account(100), await bank.account()];
    const placed = await place(payer, 60, { toAccountId: payee });
    expect(await state(payee)).toMatchObject({ balance: 0, version: 0 });
    expect((await take(placed, 25)).transaction).toMatchObject({ toBalanceAfter: 25, toAccountVersion: 1 });
    await giveBack(placed);
    expect(await state(payee)).toMatchObject({ balance: 25, version: 1 });
    expect(await state(payer)).toMatchObject({ balance: 75, held: 0 });
  });

  test('is returned as it was placed when its request is repeated after its end', async () => {
    const accountId = await bank.account(100);
    const first = await place(accountId, 50, { key: 'hold-1' });
    await take(first, 20, true);
    expect(await place(accountId, 50, { key: 'hold-1' })).toEqual(first);
  });

  test('on a frozen account can be voided but not captured', async () => {
    const accountId = await bank.account(100);
    const placed = await place(accountId, 50);
    await bank.ledger.changeAccount(accountId, { status: 'frozen' }, bank.request());
    await expect(take(placed)).rejects.toMatchObject({ code: 'state_conflict' });
    await giveBack(placed);
    expect(await state(accountId)).toMatchObject({ held: 0, balance: 100 });
  });

  test('can be captured when it has used up the overdraft itself', async () => {
    const accountId = await bank.account(0, { overdraftLimit: 50 });
    await take(await place(accountId, 50));
    expect(await state(accountId)).toMatchObject({ balance: -50, held: 0, available: 0 });
  });

  test('is required for a capture or void: on a credit both are refused and not recorded', async () => {
    const accountId = await bank.account(100);
    const { transaction } = await bank.ledger.post(
      credit({ accountId, amount: 1, ...noDetails }, bank.request()),
    );
    const refused = { code: 'state_conflict', transaction: undefined };
    await expect(take(transaction)).rejects.toMatchObject(refused);
    await expect(giveBack(transaction)).rejects.toMatchObject(refused);
  });
});

describe('an expired hold', () => {
  test('cannot be captured even before a worker ends it, and is ended once by any number of workers', async () => {
    const accountId = await bank.account(100);
    const expiresAt = soon(150);
    const placed = await Promise.all(
      [1, 2, 3, 4, 5].map((amount) => place(accountId, amount, { expiresAt })),
    );
    await untilPast(expiresAt);
    await expect(take(itemAt(placed, 0))).rejects.toMatchObject({ code: 'state_conflict' });
    const counts = await Promise.all([worker.expireHolds(2), other.expireHolds(2), worker.expireHolds(100)]);
    await worker.expireHolds();
    expect(counts.reduce((sum, count) => sum + count)).toBe(5);
    expect(await state(accountId)).toEqual({ balance: 100, held: 0, available: 100, version: 11 });
    for (const each of placed) expect(await statusOf(each)).toMatchObject({ status: 'expired' });
  });

  test('releases only what was not captured, and is left unchanged when it has already ended', async () => {
    const accountId = await bank.account(100);
    const expiresAt = soon(2_000);
    const [part, voided] = [
      await place(accountId, 40, { expiresAt }),
      await place(accountId, 10, { expiresAt }),
    ];
    await take(part, 15);
    await giveBack(voided);
    await untilPast(expiresAt);
    expect(await worker.expireHolds()).toBe(1);
    expect(await statusOf(part)).toEqual({ status: 'expired', capturedAmount: 15 });
    expect(await statusOf(voided)).toMatchObject({ status: 'voided' });
    expect(await state(accountId)).toMatchObject({ balance: 85, held: 0 });
  });

  test.each(['payer', 'payee'] as const)('is ended although its %s is frozen', async (side) => {
    const [payer, payee] = [await bank.account(100), await bank.account()];
    const expiresAt = soon(300);
    const placed = await place(payer, 40, { toAccountId: payee, expiresAt });
    const frozen = side === 'payer' ? payer : payee;
    await bank.ledger.changeAccount(frozen, { status: 'frozen' }, bank.request());
    await untilPast(expiresAt);
    expect(await worker.expireHolds()).toBe(1);
    expect(await statusOf(placed)).toMatchObject({ status: 'expired' });
    expect(await state(payer)).toMatchObject({ balance: 100, held: 0 });
  });

  test('is ended by its time, and a hold with time left is not', async () => {
    const accountId = await bank.account(100);
    const placed = await place(accountId, 40, { expiresAt: soon(3_600_000) });
    expect(await worker.expireHolds()).toBe(0);
    expect(await statusOf(placed)).toMatchObject({ status: 'held' });
  });
});

describe('races', () => {
  test('of six holds of 1,000 on 5,000 through two ledgers exactly five are placed', async () => {
    const accountId = await bank.account(5_000);
    const requests = Array.from({ length: 6 }, (_, index) =>
      (index % 2 ? other : bank.ledger).post(
        hold({ accountId, toAccountId: null, expiresAt: null, amount: 1_000, ...noDetails }, bank.request()),
      ),
    );
    expect(await outcomes(requests)).toEqual({ completed: 5, insufficient_funds: 1 });
    expect(await state(accountId)).toMatchObject({ balance: 5_000, held: 5_000, available: 0 });
  });

  test('of a capture and a void at the same time exactly one succeeds, and the balance shows which', async () => {
    for (let round = 0; round < 10; round++) {
      const accountId = await bank.account(100);
      const placed = await place(accountId, 100);
      const both = [take(placed, null, false, other), giveBack(placed)];
      expect(await outcomes(round % 2 ? both : both.reverse())).toEqual({ completed: 1, state_conflict: 1 });
      const { status } = await statusOf(placed);
      expect(await state(accountId)).toMatchObject({ held: 0, balance: status === 'captured' ? 0 : 100 });
    }
  });

  test('of twenty captures of 10 on a hold of 100 through two ledgers exactly ten succeed', async () => {
    const accountId = await bank.account(500);
    const placed = await place(accountId, 100);
    const requests = Array.from({ length: 20 }, (_, index) =>
      take(placed, 10, false, index % 2 ? other : bank.ledger),
    );
    expect(await outcomes(requests)).toEqual({ completed: 10, state_conflict: 10 });
    expect(await state(accountId)).toMatchObject({ balance: 400, held: 0 });
  });

  test('of an expiry and a capture at the due moment exactly one ends the hold', async () => {
    const accounts = await Promise.all(Array.from({ length: 10 }, () => bank.account(100)));
    const expiresAt = soon(500);
    const placed = await Promise.all(accounts.map((id) => place(id, 100, { expiresAt })));
    while (Date.now() < expiresAt.getTime() - 3) await new Promise((resolve) => setTimeout(resolve, 1));
    const captures = placed.map((each) => take(each, null, false, other));
    const counts = await outcomes(captures);
    let expired = 0;
    while (expired < (counts['state_conflict'] ?? 0)) expired += await worker.expireHolds();
    expect((counts['completed'] ?? 0) + expired).toBe(10);
    for (const [index, each] of placed.entries()) {
      const { status } = await statusOf(each);
      const { balance, held } = await state(itemAt(accounts, index));
      expect({ held, balance }).toEqual({ held: 0, balance: status === 'captured' ? 0 : 100 });
    }
  });
});
