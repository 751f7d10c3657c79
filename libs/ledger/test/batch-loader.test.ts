import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runParameterized } from '@florin/database';
import { createTenant, credit, Ledger } from '../src/index.ts';
import { noDetails, openBank, outcomes, queueDefaults, type Bank } from './bank.ts';

let bank: Bank;
beforeEach(async () => {
  bank = await openBank();
});
afterEach(() => bank.close());

const creditOf = (accountId: string, amount = 1) =>
  credit({ accountId, amount, ...noDetails }, bank.request());

describe('reads of single accounts and transactions', () => {
  test('see every movement that was answered before they began', async () => {
    const account = await bank.account();
    const wrong: number[] = [];
    const moveAndRead = async () => {
      for (let round = 0; round < 10; round++) {
        const { transaction } = await bank.ledger.post(creditOf(account));
        const [balance, whole, again] = await Promise.all([
          bank.ledger.balance(bank.tenantId, account),
          bank.ledger.getAccount(bank.tenantId, account),
          bank.ledger.getTransaction(bank.tenantId, transaction.id),
        ]);
        for (const { version } of [balance, whole])
          if (version < transaction.toAccountVersion!) wrong.push(version);
        expect(again).toEqual(transaction);
      }
    };
    await Promise.all(Array.from({ length: 16 }, moveAndRead));
    expect(wrong).toEqual([]);
    expect((await bank.ledger.balance(bank.tenantId, account)).balance).toBe(160);
  });

  test('return the right account each, in any order', async () => {
    const accounts = await Promise.all(Array.from({ length: 20 }, (_, index) => bank.account(index + 1)));
    const requested = [...accounts, ...accounts.toReversed()];
    const balances = await Promise.all(requested.map((id) => bank.ledger.balance(bank.tenantId, id)));
    expect(balances.map(({ accountId }) => accountId)).toEqual(requested);
    expect(balances.slice(0, 20).map(({ balance }) => balance)).toEqual(
      accounts.map((_, index) => index + 1),
    );
  });

  test('never return another tenant’s account or transaction, even when its owner reads it at the same moment', async () => {
    const outsider = (await createTenant(bank.database, { name: 'Outsider' })).id;
    const account = await bank.account(700);
    const { transaction } = await bank.ledger.post(creditOf(account));
    const { ledger, tenantId } = bank;
    const reads = [
      (tenant: string) => ledger.balance(tenant, account),
      (tenant: string) => ledger.getAccount(tenant, account),
      (tenant: string) => ledger.getTransaction(tenant, transaction.id),
    ];
    for (const one of reads) {
      const [owners, outsiders, ownersAgain] = await Promise.allSettled([
        one(tenantId),
        one(outsider),
        one(tenantId),
      ]);
      expect(owners.status).toBe('fulfilled');
      expect(ownersAgain).toEqual(owners);
      expect(outsiders).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
    }
  });

  test('succeed although another one in the same query finds nothing', async () => {
    const account = await bank.account(3);
    const { id: absent } = (await bank.ledger.post(creditOf(account))).transaction;
    const unknown = account.replace(/.$/, account.endsWith('0') ? '1' : '0');
    const { ledger, tenantId } = bank;
    expect(
      await outcomes([
        ledger.balance(tenantId, account),
        ledger.balance(tenantId, unknown),
        ledger.getAccount(tenantId, unknown),
        ledger.getAccount(tenantId, account),
        // The UUID of a transaction is not the id of an account.
        ledger.balance(tenantId, absent.replace('txn', 'acct')),
        ledger.balance(tenantId, account),
      ]),
    ).toEqual({ completed: 3, not_found: 3 });
  });

  test('do not return the external account', async () => {
    const account = await bank.account();
    const { fromAccountId } = (await bank.ledger.post(creditOf(account))).transaction;
    const { ledger, tenantId } = bank;
    expect(
      await outcomes([ledger.balance(tenantId, fromAccountId), ledger.getAccount(tenantId, fromAccountId)]),
    ).toEqual({ not_found: 2 });
  });

  test('are refused in time while PostgreSQL does not answer, and succeed once it does', async () => {
    const account = await bank.account(5);
    const ledger = new Ledger({ database: bank.database, ...queueDefaults, answerWithinMs: 300 });
    const read = () => ledger.balance(bank.tenantId, account);
    await bank.database.unitOfWork(async (em) => {
      await runParameterized(em, 'lock table ledger.accounts in access exclusive mode', []);
      for (let round = 0; round < 3; round++) {
        const begin = performance.now();
        const requested = [read(), read()];
        // By then the first two are under way, and the next ones wait behind them.
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(await outcomes([...requested, read(), read()])).toEqual({ overloaded: 4 });
        expect(performance.now() - begin).toBeLessThan(5_000);
      }
    });
    expect(await read()).toMatchObject({ balance: 5 });
  });
});
