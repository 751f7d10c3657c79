import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LockMode } from '@mikro-orm/core';
import { credit, type AccountLocks } from '../src/index.ts';
import { Account } from '../src/entities/account.ts';
import { Ledger } from '../src/ledger.ts';
import { noDetails, openBank, outcomes, queueDefaults, type Bank } from './bank.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
afterAll(() => bank.close());

/** Another session locks this account's row until the returned function is called. */
async function lockRow(accountId: string): Promise<() => Promise<void>> {
  const { promise: until, resolve: release } = Promise.withResolvers<void>();
  const { promise: locked, resolve: onLocked } = Promise.withResolvers<void>();
  const holding = bank.database.unitOfWork(async (em) => {
    await em.findOneOrFail(Account, { id: accountId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    onLocked();
    await until;
  });
  await locked;
  return async () => {
    release();
    await holding;
  };
}

test('an account whose row another session has locked delays no other account, and is posted once it is free', async () => {
  const [busy, free] = [await bank.account(), await bank.account()];
  const unlock = await lockRow(busy);
  const ledger = new Ledger({ database: bank.database, ...queueDefaults, answerWithinMs: 60_000 });
  const waiting = ledger.post(
    credit({ accountId: busy, amount: 1, ...noDetails }, bank.request(null, 60_000)),
  );
  const startedAt = performance.now();
  for (let i = 0; i < 10; i++) {
    await ledger.post(credit({ accountId: free, amount: 1, ...noDetails }, bank.request()));
  }
  // It would take 20 s if each of them waited for the row until the lock timeout.
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect(await Promise.race([waiting, 'still waiting'])).toBe('still waiting');
  await unlock();
  expect((await waiting).transaction.status).toBe('completed');
});

test('a movement on a busy account is refused with transaction_in_progress after the requested wait, and never posted later', async () => {
  const busy = await bank.account();
  const unlock = await lockRow(busy);
  const startedAt = performance.now();
  const refused = bank.ledger.post(
    credit({ accountId: busy, amount: 1, ...noDetails }, bank.request(null, 300)),
  );
  await expect(refused).rejects.toMatchObject({ code: 'transaction_in_progress' });
  expect(performance.now() - startedAt).toBeGreaterThan(250);
  const atOnce = bank.ledger.post(
    credit({ accountId: busy, amount: 1, ...noDetails }, bank.request(null, 0)),
  );
  await expect(atOnce).rejects.toMatchObject({ code: 'transaction_in_progress' });
  await unlock();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await bank.ledger.getAccount(bank.tenantId, busy)).toMatchObject({ balance: 0, version: 0 });
});

test('requests for accounts that the lock reports as busy leave their batch, and the rest of the batch is posted', async () => {
  const [busy, free] = [await bank.account(), await bank.account()];
  let held = true;
  const locks: AccountLocks = {
    acquire: async (ids) => ({ busy: held ? ids.filter((id) => id === busy) : [], release: async () => {} }),
  };
  const ledger = new Ledger({ database: bank.database, ...queueDefaults, locks });
  const waiting = ledger.post(credit({ accountId: busy, amount: 1, ...noDetails }, bank.request()));
  await ledger.post(credit({ accountId: free, amount: 1, ...noDetails }, bank.request()));
  expect(await Promise.race([waiting, 'still waiting'])).toBe('still waiting');
  held = false;
  expect((await waiting).transaction.toBalanceAfter).toBe(1);
});

test('a request whose wait ends during another attempt is refused as busy, and that attempt does not post it', async () => {
  const accountId = await bank.account();
  let tries = 0;
  const { promise: tryingAgain, resolve: onTryingAgain } = Promise.withResolvers<void>();
  const { promise: until, resolve: goOn } = Promise.withResolvers<void>();
  const locks: AccountLocks = {
    async acquire(ids) {
      tries += 1;
      if (tries === 1) return { busy: ids, release: async () => {} };
      onTryingAgain();
      await until;
      return { busy: [], release: async () => {} };
    },
  };
  const ledger = new Ledger({ database: bank.database, ...queueDefaults, locks, answerWithinMs: 300 });
  const refused = ledger.post(credit({ accountId, amount: 1, ...noDetails }, bank.request(null, 300)));
  await tryingAgain;
  await expect(refused).rejects.toMatchObject({ code: 'transaction_in_progress' });
  goOn();
  // The next request passes through the same queue.
  await ledger.post(credit({ accountId, amount: 2, ...noDetails }, bank.request()));
  expect(await bank.ledger.getAccount(bank.tenantId, accountId)).toMatchObject({ balance: 2, version: 1 });
});

test('a request whose wait and time limit end at the same moment is refused as busy', async () => {
  const accountId = await bank.account();
  const unlock = await lockRow(accountId);
  const ledger = new Ledger({ database: bank.database, ...queueDefaults, answerWithinMs: 300 });
  const posts = Array.from({ length: 20 }, async (_, index) => {
    await new Promise((resolve) => setTimeout(resolve, index * 7));
    return ledger.post(credit({ accountId, amount: 1, ...noDetails }, bank.request(null, 300)));
  });
  expect(await outcomes(posts)).toEqual({ transaction_in_progress: posts.length });
  await unlock();
  expect(await bank.ledger.getAccount(bank.tenantId, accountId)).toMatchObject({ balance: 0, version: 0 });
});

/** Throws when the key is read again and again: a loop without I/O would not let a time limit end the test. */
function countingReads<Request extends { idempotencyKey: string | null }>(request: Request): Request {
  const { idempotencyKey } = request;
  let reads = 0;
  return Object.defineProperty({ ...request }, 'idempotencyKey', {
    enumerable: true,
    get() {
      reads += 1;
      if (reads > 1_000) throw new Error('The key was read 1,000 times.');
      return idempotencyKey;
    },
  });
}

test('repeats of a request whose account is busy are refused as busy one after the other', async () => {
  const accountId = await bank.account();
  const unlock = await lockRow(accountId);
  const post = () =>
    bank.ledger.post(
      countingReads(credit({ accountId, amount: 1, ...noDetails }, bank.request('busy-repeat', 50))),
    );
  expect(await outcomes([post(), post(), post(), post()])).toEqual({ transaction_in_progress: 4 });
  await unlock();
  expect(await post()).toMatchObject({ replayed: false });
  expect(await bank.ledger.getAccount(bank.tenantId, accountId)).toMatchObject({ balance: 1, version: 1 });
});

test('many repeats of a request whose account is busy are all answered within the time limit', async () => {
  const accountId = await bank.account();
  const unlock = await lockRow(accountId);
  const ledger = new Ledger({ database: bank.database, ...queueDefaults, answerWithinMs: 1_000 });
  const startedAt = performance.now();
  const refused = await outcomes(
    Array.from({ length: 40 }, () =>
      ledger.post(
        countingReads(credit({ accountId, amount: 1, ...noDetails }, bank.request('busy-repeats', 300))),
      ),
    ),
  );
  // One after the other they would take twelve seconds.
  expect(performance.now() - startedAt).toBeLessThan(9_000);
  expect(Object.keys(refused).sort()).toEqual(['request_in_progress', 'transaction_in_progress']);
  await unlock();
});

test('a full queue refuses at once and moves nothing', async () => {
  const accountId = await bank.account();
  const unlock = await lockRow(accountId);
  const ledger = new Ledger({ database: bank.database, ...queueDefaults, waitingMax: 3 });
  const post = () => ledger.post(credit({ accountId, amount: 1, ...noDetails }, bank.request()));
  const waiting = [post(), post(), post()];
  await expect(post()).rejects.toMatchObject({ code: 'rate_limited', limit: 3 });
  await unlock();
  await Promise.all(waiting);
  expect(await bank.ledger.getAccount(bank.tenantId, accountId)).toMatchObject({ balance: 3 });
});

test('a ledger whose locks do not answer reports in time that nothing was moved', async () => {
  const accountId = await bank.account();
  const locks: AccountLocks = { acquire: () => new Promise(() => {}) };
  const ledger = new Ledger({ database: bank.database, ...queueDefaults, locks, answerWithinMs: 200 });
  const startedAt = performance.now();
  const stuck = ledger.post(credit({ accountId, amount: 1, ...noDetails }, bank.request()));
  await expect(stuck).rejects.toMatchObject({
    code: 'overloaded',
    message: expect.stringContaining('nothing was moved'),
  });
  expect(performance.now() - startedAt).toBeLessThan(5_000);
});
