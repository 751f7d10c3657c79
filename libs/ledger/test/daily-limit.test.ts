import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { idToUuid, runParameterized } from '@florin/database';
import { auditLedger, capture, credit, debit, hold, reverse, voidHold } from '../src/index.ts';
import { noDetails, openBank, outcomes, type Bank } from './bank.ts';

const nothingToSay = { reference: null, description: null, metadata: null };

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
afterEach(async () => {
  expect(await auditLedger(bank.database)).toEqual([]);
});
afterAll(() => bank.close());

const spend = (accountId: string, amount: number) =>
  bank.ledger.post(debit({ accountId, amount, ...noDetails }, bank.request()));

/** Sets the time of an account's last movement. Its next movement is later, so the test need not change PostgreSQL's clock. */
const moveOn = (accountId: string, time: string) =>
  bank.database.read((em) =>
    runParameterized(em, 'update ledger.accounts set updated_at = $2 where id = $1', [
      idToUuid(accountId),
      time,
    ]),
  );

test('a daily limit starts again at midnight UTC, and a limit set on the next day does not count the day before', async () => {
  const accountId = await bank.account(1_000);
  await moveOn(accountId, '2031-05-01T23:59:59.900Z');
  await bank.ledger.changeAccount(accountId, { dailyLimit: 100 }, bank.request());
  await spend(accountId, 100);
  await expect(spend(accountId, 1)).rejects.toMatchObject({ code: 'limit_exceeded' });
  await moveOn(accountId, '2031-05-02T00:00:00.000Z');
  await spend(accountId, 99);
  await expect(spend(accountId, 2)).rejects.toMatchObject({ code: 'limit_exceeded' });
  await spend(accountId, 1);

  await bank.ledger.changeAccount(accountId, { dailyLimit: null }, bank.request());
  await spend(accountId, 50);
  await bank.ledger.changeAccount(accountId, { dailyLimit: 160 }, bank.request());
  expect(await outcomes([spend(accountId, 10), spend(accountId, 10)])).toEqual({
    completed: 1,
    limit_exceeded: 1,
  });
});

test('a hold counts when it is placed, minus what it releases on the same day; a capture never counts', async () => {
  const accountId = await bank.account(1_000);
  await moveOn(accountId, '2031-06-01T10:00:00.000Z');
  await bank.ledger.changeAccount(accountId, { dailyLimit: 100 }, bank.request());
  const place = async (amount: number) => {
    const request = { accountId, toAccountId: null, expiresAt: null, amount, ...noDetails };
    return (await bank.ledger.post(hold(request, bank.request()))).transaction;
  };
  const spentToday = async () => {
    const probe = await spend(accountId, 100).catch((error: Error) => error.message);
    return 100 - Number(/\((\d+)\) are left/.exec(String(probe))?.[1]);
  };
  const [voided, captured, overnight] = [await place(30), await place(50), await place(20)];
  expect(await spentToday()).toBe(100);
  await bank.ledger.post(voidHold(voided, nothingToSay, bank.request()));
  expect(await spentToday()).toBe(70);
  await bank.ledger.post(capture(captured, { ...nothingToSay, amount: 10, final: false }, bank.request()));
  expect(await spentToday()).toBe(70);
  await bank.ledger.post(capture(captured, { ...nothingToSay, amount: 15, final: true }, bank.request()));
  expect(await spentToday()).toBe(45);

  // A limit that is removed and set again counts the same from the rows.
  await bank.ledger.changeAccount(accountId, { dailyLimit: null }, bank.request());
  await bank.ledger.changeAccount(accountId, { dailyLimit: 100 }, bank.request());
  expect(await spentToday()).toBe(45);

  await moveOn(accountId, '2031-06-02T10:00:00.000Z');
  await spend(accountId, 60);
  await bank.ledger.post(voidHold(overnight, nothingToSay, bank.request()));
  expect(await spentToday()).toBe(60);
});

test('a reversal is not subject to the limits', async () => {
  const accountId = await bank.account(0, { overdraftLimit: 0 });
  const order = credit({ accountId, amount: 80, ...noDetails }, bank.request());
  const { transaction } = await bank.ledger.post(order);
  await bank.ledger.changeAccount(accountId, { dailyLimit: 10, movementLimit: 10 }, bank.request());
  await bank.ledger.post(reverse(transaction, { ...nothingToSay, amount: null }, bank.request()));
  expect(await bank.ledger.getAccount(bank.tenantId, accountId)).toMatchObject({ balance: 0 });
});
