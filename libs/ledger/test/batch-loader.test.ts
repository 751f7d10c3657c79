import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runParameterized } from '@florin/database';
import { createTenant, credit, Ledger } from '../src/index.ts';
import { noDetails, openBank, outcomes, queueDefaults, type Bank } from './bank.ts';

let bank: Bank;
beforeEach(async () => {
  bank = await openBank();
}, 30_000);
afterEach(() => bank.close());

const creditOf = (accountId: string, amount = 1) =>
  credit({ accountId, amount, ...noDetails }, bank.request());

describe('questions that are asked together', () => {
  test('see every movement that was acknowledged before they were asked', async () => {
    const account = await bank.account();
    const wrong: number[] = [];
    const moveAndLook = async () => {
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
    await Promise.all(Array.from({ length: 16 }, moveAndLook));
    expect(wrong).toEqual([]);
    expect((await bank.ledger.balance(bank.tenantId, account)).balance).toBe(160);
  });

  test('are answered each by its own account, in whatever order they come', async () => {
    const accounts = await Promise.all(Array.from({ length: 20 }, (_, index) => bank.account(index + 1)));
    const requested = [...accounts, ...accounts.toReversed()];
    const balances = await Promise.all(requested.map((id) => bank.ledger.balance(bank.tenantId, id)));
    expect(balances.map(({ accountId }) => accountId)).toEqual(requested);
    expect(balances.slice(0, 20).map(({ balance }) => balance)).toEqual(
      accounts.map((_, index) => index + 1),
    );
  });

  test('tell nobody of another tenant’s account or transaction, asked for at the same moment as by its owner', async () => {
    const outsider = (await createTenant(bank.database, { name: 'Stranger' })).id;
    const account = await bank.account(700);
    const { transaction } = await bank.ledger.post(creditOf(account));
    const { ledger, tenantId } = bank;
    const ask = [
      (tenant: string) => ledger.balance(tenant, account),
      (tenant: string) => ledger.getAccount(tenant, account),
      (tenant: string) => ledger.getTransaction(tenant, transaction.id),
    ];
    for (const one of ask) {
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

  test('are not disturbed by one that asks for what is not there', async () => {
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
        // A transaction is no account, though its id holds a UUID too.
        ledger.balance(tenantId, absent.replace('txn', 'acct')),
        ledger.balance(tenantId, account),
      ]),
    ).toEqual({ completed: 3, not_found: 3 });
  });

  test('do not tell of the account for the world outside, which is nobody’s to read', async () => {
    const account = await bank.account();
    const { fromAccountId } = (await bank.ledger.post(creditOf(account))).transaction;
    const { ledger, tenantId } = bank;
    expect(
      await outcomes([ledger.balance(tenantId, fromAccountId), ledger.getAccount(tenantId, fromAccountId)]),
    ).toEqual({ not_found: 2 });
  });

  test('are answered in time while PostgreSQL says nothing, and asked anew when it does', async () => {
    const account = await bank.account(5);
    const impatient = new Ledger({ database: bank.database, ...queueDefaults, answerWithinMs: 300 });
    const ask = () => impatient.balance(bank.tenantId, account);
    await bank.database.unitOfWork(async (em) => {
      await runParameterized(em, 'lock table ledger.accounts in access exclusive mode', []);
      for (let round = 0; round < 3; round++) {
        const begin = performance.now();
        const requested = [ask(), ask()];
        // By then the first are under way, and these wait behind them.
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(await outcomes([...requested, ask(), ask()])).toEqual({ overloaded: 4 });
        expect(performance.now() - begin).toBeLessThan(5_000);
      }
    });
    expect(await ask()).toMatchObject({ balance: 5 });
  });
});
