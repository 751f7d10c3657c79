import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { itemAt } from '@florin/testing';
import { auditLedger, credit, debit, transfer } from '../src/index.ts';
import { noDetails, openBank, outcomes, plainAccount, queueDefaults, type Bank } from './bank.ts';
import { Ledger } from '../src/ledger.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
afterEach(async () => {
  expect(await auditLedger(bank.database)).toEqual([]);
});
afterAll(() => bank.close());

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe('moving money', () => {
  test('a credit of 100 and a debit of 50 leave a balance of 50', async () => {
    const accountId = await bank.account();
    await bank.ledger.post(credit({ accountId, amount: 100, ...noDetails }, bank.request()));
    const { transaction } = await bank.ledger.post(
      debit({ accountId, amount: 50, ...noDetails }, bank.request()),
    );
    expect(transaction).toMatchObject({ status: 'completed', fromBalanceAfter: 50, fromAccountVersion: 2 });
    expect(await bank.ledger.getAccount(bank.tenantId, accountId)).toMatchObject({ balance: 50, version: 2 });
  });

  test('a debit beyond the balance is refused, recorded as failed, and moves nothing', async () => {
    const accountId = await bank.account(50);
    const refused = bank.ledger.post(debit({ accountId, amount: 51, ...noDetails }, bank.request()));
    await expect(refused).rejects.toMatchObject({
      code: 'insufficient_funds',
      transaction: { status: 'failed', failureCode: 'insufficient_funds', fromBalanceAfter: null },
    });
    expect(await bank.ledger.getAccount(bank.tenantId, accountId)).toMatchObject({ balance: 50, version: 1 });
  });

  test('an overdraft limit allows a balance down to exactly that far below zero', async () => {
    const accountId = await bank.account(0, { overdraftLimit: 30 });
    await bank.ledger.post(debit({ accountId, amount: 30, ...noDetails }, bank.request()));
    const refused = bank.ledger.post(debit({ accountId, amount: 1, ...noDetails }, bank.request()));
    await expect(refused).rejects.toMatchObject({ code: 'insufficient_funds' });
  });

  test('a balance beyond 2^53 − 1 is refused', async () => {
    const accountId = await bank.account(999_999_999_999_999);
    const most = () => credit({ accountId, amount: 999_999_999_999_999, ...noDetails }, bank.request());
    const results = await outcomes(times(10, () => bank.ledger.post(most())));
    expect(results).toEqual({ completed: 8, limit_exceeded: 2 });
  });

  test('a movement in another currency than the account is refused and not recorded', async () => {
    const accountId = await bank.account(10);
    const wrong = credit({ accountId, amount: 1, ...noDetails, currency: 'EUR' }, bank.request());
    await expect(bank.ledger.post(wrong)).rejects.toMatchObject({
      code: 'currency_mismatch',
      transaction: undefined,
    });
  });

  test("another tenant's account is not found by any operation", async () => {
    const accountId = await bank.account(10);
    const outsider = { ...bank.request(), tenantId: 'tenant_01m819eke0e209k3gghyc4dkah' };
    const stolen = bank.ledger.post(debit({ accountId, amount: 1, ...noDetails }, outsider));
    await expect(stolen).rejects.toMatchObject({ code: 'not_found' });
    await expect(bank.ledger.getAccount(outsider.tenantId, accountId)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('many at once', () => {
  test('of fifty parallel debits on an account that covers ten exactly ten are completed', async () => {
    const accountId = await bank.account(100);
    const requests = times(50, () =>
      bank.ledger.post(debit({ accountId, amount: 10, ...noDetails }, bank.request())),
    );
    expect(await outcomes(requests)).toEqual({ completed: 10, insufficient_funds: 40 });
    expect(await bank.ledger.getAccount(bank.tenantId, accountId)).toMatchObject({ balance: 0 });
  });

  test('opposite transfers between two accounts by 64 clients end without deadlocks or lost money', async () => {
    const [a, b] = [await bank.account(10_000), await bank.account(10_000)];
    const other = new Ledger({ database: bank.database, ...queueDefaults });
    const requests = times(64, (client) => {
      const [fromAccountId, toAccountId] = client % 2 === 0 ? [a, b] : [b, a];
      const ledger = client % 4 < 2 ? bank.ledger : other;
      return ledger.post(
        transfer({ fromAccountId, toAccountId, amount: 1 + client, ...noDetails }, bank.request()),
      );
    });
    expect(await outcomes(requests)).toEqual({ completed: 64 });
    const [left, right] = await Promise.all([a, b].map((id) => bank.ledger.getAccount(bank.tenantId, id)));
    expect(left!.balance + right!.balance).toBe(20_000);
  });

  test('two ledgers on one hot account post every movement once', async () => {
    const accountId = await bank.account(500);
    const other = new Ledger({ database: bank.database, ...queueDefaults });
    const requests = times(400, (index) =>
      (index % 2 ? other : bank.ledger).post(debit({ accountId, amount: 2, ...noDetails }, bank.request())),
    );
    expect(await outcomes(requests)).toEqual({ completed: 250, insufficient_funds: 150 });
  });
});

describe('idempotency', () => {
  test('the same key and body posts once and returns the same answer twice', async () => {
    const accountId = await bank.account(100);
    const command = () => debit({ accountId, amount: 40, ...noDetails }, bank.request('pay-1'));
    const first = await bank.ledger.post(command());
    const second = await bank.ledger.post(command());
    expect(second).toMatchObject({ replayed: true });
    expect({ ...second.transaction }).toEqual(first.transaction);
    expect(await bank.ledger.getAccount(bank.tenantId, accountId)).toMatchObject({ balance: 60 });
  });

  test('twenty concurrent requests under one key through two ledgers post once and all return that transaction', async () => {
    const accountId = await bank.account(100);
    const other = new Ledger({ database: bank.database, ...queueDefaults });
    const answers = await Promise.all(
      times(20, (index) =>
        (index % 2 ? other : bank.ledger).post(
          debit({ accountId, amount: 7, ...noDetails }, bank.request('pay-2')),
        ),
      ),
    );
    expect(new Set(answers.map(({ transaction }) => transaction.id)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await bank.ledger.getAccount(bank.tenantId, accountId)).toMatchObject({ balance: 93 });
  });

  test('three hundred concurrent requests under one key get one answer, and a different request among them is refused', async () => {
    const accountId = await bank.account(100);
    const pay = (amount: number) =>
      bank.ledger.post(debit({ accountId, amount, ...noDetails }, bank.request('pay-2b')));
    const first = pay(7);
    const startedAt = performance.now();
    const others = times(300, () => pay(7));
    const different = pay(8);
    const { transaction } = await first;
    for (const other of await Promise.all(others)) expect(other).toEqual({ transaction, replayed: true });
    await expect(different).rejects.toMatchObject({ code: 'idempotency_key_reused' });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  });

  test('a refusal is repeated too, even when the account covers the amount by then', async () => {
    const accountId = await bank.account(10);
    const command = () => debit({ accountId, amount: 20, ...noDetails }, bank.request('pay-3'));
    await expect(bank.ledger.post(command())).rejects.toMatchObject({
      code: 'insufficient_funds',
      replayed: false,
    });
    await bank.ledger.post(credit({ accountId, amount: 100, ...noDetails }, bank.request()));
    await expect(bank.ledger.post(command())).rejects.toMatchObject({
      code: 'insufficient_funds',
      replayed: true,
    });
  });

  test('the same key for another amount, another operation or an account opening is refused and moves nothing', async () => {
    const accountId = await bank.account(100);
    await bank.ledger.post(debit({ accountId, amount: 1, ...noDetails }, bank.request('pay-4')));
    const reused = { code: 'idempotency_key_reused' };
    const post = (command: Parameters<typeof bank.ledger.post>[0]) => bank.ledger.post(command);
    await expect(
      post(debit({ accountId, amount: 2, ...noDetails }, bank.request('pay-4'))),
    ).rejects.toMatchObject(reused);
    await expect(
      post(credit({ accountId, amount: 1, ...noDetails }, bank.request('pay-4'))),
    ).rejects.toMatchObject(reused);
    await expect(bank.ledger.openAccount(plainAccount, bank.request('pay-4'))).rejects.toMatchObject(reused);
    await bank.ledger.openAccount(plainAccount, bank.request('open-1'));
    await expect(
      post(debit({ accountId, amount: 1, ...noDetails }, bank.request('open-1'))),
    ).rejects.toMatchObject(reused);
    expect(await bank.ledger.getAccount(bank.tenantId, accountId)).toMatchObject({ balance: 99 });
  });

  test('twenty openings under one key open one account, and all return it as it was opened', async () => {
    const request = { ...plainAccount, initialBalance: 5, metadata: { shop: 'north' } };
    const opened = await Promise.all(
      times(20, () => bank.ledger.openAccount(request, bank.request('open-2'))),
    );
    expect(new Set(opened.map(({ account }) => account.id)).size).toBe(1);
    const accountId = itemAt(opened, 0).account.id;
    await bank.ledger.post(credit({ accountId, amount: 5, ...noDetails }, bank.request()));
    const again = await bank.ledger.openAccount(request, bank.request('open-2'));
    expect(again).toEqual({ replayed: true, account: opened.find(({ replayed }) => !replayed)!.account });
  });

  test('two accounts of one tenant cannot have the same external id', async () => {
    const request = { ...plainAccount, externalId: 'customer-1' };
    const results = await outcomes(times(50, () => bank.ledger.openAccount(request, bank.request())));
    expect(results).toEqual({ completed: 1, duplicate_external_id: 49 });
  });
});
