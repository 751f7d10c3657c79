import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { credit, debit, outboxSource, transfer } from '../src/index.ts';
import { noDetails, openBank, outcomes, type Bank } from './bank.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
afterAll(() => bank.close());

type Published = { id: string; type: string; key: string; data: Record<string, unknown> };

async function takeAll(): Promise<Published[]> {
  const entries = await bank.database.unitOfWork((em) => outboxSource.take(em, 10_000));
  return entries.flatMap(({ messages }) =>
    messages.map(({ key, value }) => ({ key, ...(JSON.parse(value) as Omit<Published, 'key'>) })),
  );
}

test('every recorded transaction has one event per account that it changed, in the order of the account versions', async () => {
  const [a, b] = [await bank.account(1_000), await bank.account()];
  const requests = Array.from({ length: 60 }, (_, index) => {
    const request = bank.request();
    if (index % 3 === 0)
      return bank.ledger.post(
        transfer({ fromAccountId: a, toAccountId: b, amount: 10, ...noDetails }, request),
      );
    if (index % 3 === 1) return bank.ledger.post(debit({ accountId: b, amount: 7, ...noDetails }, request));
    return bank.ledger.post(credit({ accountId: a, amount: 1, ...noDetails }, request));
  });
  const counts = await outcomes(requests);
  const events = await takeAll();
  const versions = (accountId: string) =>
    events
      .filter(({ key, type }) => key === accountId && type === 'florin.transactions.completed.v1')
      .map(({ data }) => data['account_version']);
  const account = async (id: string) => (await bank.ledger.getAccount(bank.tenantId, id)).version;
  for (const id of [a, b]) {
    expect(versions(id)).toEqual(Array.from({ length: await account(id) }, (_, index) => index + 1));
  }
  expect(events.filter(({ type }) => type === 'florin.transactions.failed.v1')).toHaveLength(
    counts['insufficient_funds'] ?? 0,
  );
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  expect(events.filter(({ type }) => type === 'florin.accounts.lifecycle.v1').map(({ key }) => key)).toEqual([
    a,
    b,
  ]);
});

test('the same events are made again until they are marked as published, and not after', async () => {
  const accountId = await bank.account(5);
  const before = await takeAll();
  expect((await takeAll()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  const entries = await bank.database.unitOfWork((em) => outboxSource.take(em, 10_000));
  await bank.database.unitOfWork((em) =>
    outboxSource.markPublished(
      em,
      entries.map(({ id }) => id),
    ),
  );
  expect(await takeAll()).toEqual([]);
  await bank.ledger.post(debit({ accountId, amount: 1, ...noDetails }, bank.request()));
  expect(await takeAll()).toHaveLength(1);
});
