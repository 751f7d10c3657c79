import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import { credit, Ledger, type AccountLocks } from '../src/index.ts';
import { noDetails, openBank, queueDefaults, type Bank } from './bank.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
afterAll(() => bank.close());

/** Locks that each batch gets only when the test allows it. `sizes` has the number of accounts of each batch. */
function closedGate() {
  const sizes: number[] = [];
  const open = Promise.withResolvers<void>();
  const locks: AccountLocks = {
    async acquire(accountIds) {
      sizes.push(accountIds.length);
      await open.promise;
      return { busy: [], release: () => Promise.resolve() };
    },
  };
  return { sizes, locks, open: open.resolve };
}

async function postBehind(gate: ReturnType<typeof closedGate>) {
  const accountIds: string[] = [];
  while (accountIds.length < 16) accountIds.push(await bank.account());
  const ledger = new Ledger({ database: bank.database, ...queueDefaults, locks: gate.locks });
  const posted: Promise<unknown>[] = [];
  const post = async (count: number) => {
    for (const accountId of accountIds.splice(0, count)) {
      posted.push(ledger.post(credit({ accountId, amount: 1, ...noDetails }, bank.request())));
    }
    for (let turns = 0; turns < 5; turns++) await turn();
  };
  return { post, all: () => Promise.all(posted) };
}

test('requests that arrive while others are under way wait until they are as many, and share a batch', async () => {
  const gate = closedGate();
  const { post, all } = await postBehind(gate);
  // The clock stands still, so no batch counts as stuck on a slow machine.
  jest.spyOn(performance, 'now').mockReturnValue(performance.now());
  await post(8);
  for (let alone = 0; alone < 7; alone++) await post(1);
  expect(gate.sizes).toEqual([8]);
  await post(1);
  expect(gate.sizes).toEqual([8, 8]);
  jest.restoreAllMocks();
  gate.open();
  await all();
});

test('a request that arrives while a unit of work is stuck does not wait for it', async () => {
  const gate = closedGate();
  const { post, all } = await postBehind(gate);
  await post(8);
  await post(1);
  const deadline = Date.now() + 10_000;
  while (gate.sizes.length === 1 && Date.now() < deadline) await turn();
  expect(gate.sizes).toEqual([8, 1]);
  gate.open();
  await all();
});

test('requests of clients that were just answered share a batch again, although they arrive one after the other', async () => {
  const sizes: number[] = [];
  const locks: AccountLocks = {
    async acquire(accountIds) {
      sizes.push(accountIds.length);
      return { busy: [], release: () => Promise.resolve() };
    },
  };
  const accountIds = await Promise.all(Array.from({ length: 8 }, () => bank.account()));
  const ledger = new Ledger({ database: bank.database, ...queueDefaults, locks });
  const creditOf = (accountId: string) =>
    ledger.post(credit({ accountId, amount: 1, ...noDetails }, bank.request()));
  // The clock stands still after the first batch, so all eight arrive within the time that the queue waits for them.
  jest.spyOn(performance, 'now').mockReturnValue(performance.now());
  await Promise.all(accountIds.map(creditOf));
  const again = accountIds.map(async (accountId, index) => {
    for (let turns = 0; turns < index; turns++) await turn();
    return creditOf(accountId);
  });
  await Promise.all(again);
  jest.restoreAllMocks();
  expect(sizes).toEqual([8, 8]);
});
