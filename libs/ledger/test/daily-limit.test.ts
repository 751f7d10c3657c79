import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { auditBooks, debit } from '../src/index.ts';
import { noDetails, openBank, outcomes, type Bank } from './bank.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
afterEach(async () => {
  jest.restoreAllMocks();
  expect(await auditBooks(bank.database)).toEqual([]);
});
afterAll(() => bank.close());

const spend = (accountId: string, amount: number) =>
  bank.ledger.post(debit({ accountId, amount, ...noDetails }, bank.request()));

/** The clock of this process stands there until the test ends. */
const standAt = (time: string) => jest.spyOn(Date, 'now').mockReturnValue(Date.parse(time));

test('a daily limit begins anew at midnight in UTC, and a limit of tomorrow knows nothing of today', async () => {
  const accountId = await bank.account(1_000);
  standAt('2031-05-01T23:59:59.900Z');
  await bank.ledger.changeAccount(accountId, { dailyLimit: 100 }, bank.request());
  await spend(accountId, 100);
  await expect(spend(accountId, 1)).rejects.toMatchObject({ code: 'limit_exceeded' });
  standAt('2031-05-02T00:00:00.000Z');
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
