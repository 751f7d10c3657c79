import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { credit, debit, Ledger, transfer } from '../src/index.ts';
import { noDetails, openBank, outcomes, queueDefaults, type Bank } from './bank.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
afterAll(() => bank.close());

const at = (...ifVersions: number[]) => ({ ...bank.request(), ifVersions });

test('of fifty concurrent debits with the same required version one is posted, and nothing else is recorded', async () => {
  const accountId = await bank.account(1_000);
  const other = new Ledger({ database: bank.database, ...queueDefaults });
  const requests = Array.from({ length: 50 }, (_, index) =>
    (index % 2 ? other : bank.ledger).post(debit({ accountId, amount: 10, ...noDetails }, at(1))),
  );
  expect(await outcomes(requests)).toEqual({ completed: 1, precondition_failed: 49 });
  expect(await bank.ledger.getAccount(bank.tenantId, accountId)).toMatchObject({ balance: 990, version: 2 });
  const recorded = await bank.ledger.listTransactions(bank.tenantId, { accountId, limit: 100 });
  expect(recorded.rows.map(({ status }) => status)).toEqual(['completed', 'completed']);
});

test('the required version is that of the paying account, or of the receiving one for a credit; any of several suffices', async () => {
  const [paying, receiving] = [await bank.account(100), await bank.account()];
  const move = (ifVersions: number[]) =>
    bank.ledger.post(
      transfer({ fromAccountId: paying, toAccountId: receiving, amount: 1, ...noDetails }, at(...ifVersions)),
    );
  await expect(move([0])).rejects.toMatchObject({ code: 'precondition_failed', transaction: undefined });
  await expect(move([])).rejects.toMatchObject({ code: 'precondition_failed' });
  await move([7, 1]);
  const arrive = (version: number) =>
    bank.ledger.post(credit({ accountId: receiving, amount: 1, ...noDetails }, at(version)));
  await expect(arrive(0)).rejects.toMatchObject({ code: 'precondition_failed' });
  await arrive(1);
});

test('a known key gets its first answer for any required version, and the key of a refused request can be used again', async () => {
  const accountId = await bank.account(100);
  const pay = (ifVersions: number[]) =>
    bank.ledger.post(
      debit({ accountId, amount: 30, ...noDetails }, { ...bank.request('seen-1'), ifVersions }),
    );
  await expect(pay([5])).rejects.toMatchObject({ code: 'precondition_failed' });
  const first = await pay([1]);
  expect(await pay([1])).toMatchObject({ replayed: true, transaction: { id: first.transaction.id } });
  expect(await pay([5])).toMatchObject({ replayed: true, transaction: { id: first.transaction.id } });
});

test("another tenant's account is not found, for any required version", async () => {
  const accountId = await bank.account(100);
  const outsider = { ...at(9), tenantId: 'tenant_01m819eke0e209k3gghyc4dkah' };
  const stolen = bank.ledger.post(debit({ accountId, amount: 1, ...noDetails }, outsider));
  await expect(stolen).rejects.toMatchObject({ code: 'not_found' });
});
