import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { itemAt } from '@florin/testing';
import {
  createTenant,
  credit,
  Ledger,
  movementBatch,
  rowLocksOnly,
  type AccountLocks,
} from '../src/index.ts';
import { noDetails, openBank, outcomes, plainAccount, queueDefaults, type Bank } from './bank.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
afterAll(() => bank.close());

/** Long time limits for slow machines: these tests are about the order. */
const longTimeouts = () => bank.request(null, 60_000);

const ofThousand = (accountIds: readonly string[]) => {
  const context = longTimeouts();
  const commands = Array.from({ length: 1_000 }, (_, index) =>
    credit({ accountId: itemAt(accountIds, index % accountIds.length), amount: 1, ...noDetails }, context),
  );
  return movementBatch({ commands, atomic: false }, context);
};

test.each([1, 2])(
  'a single movement waits for at most one unit of work while twelve batches of a thousand wait, with %d units at a time',
  async (batchesInFlightMax) => {
    const answerWithinMs = 60_000;
    const settings = { ...queueDefaults, batchesInFlightMax, answerWithinMs, waitingMax: 20_000 };
    const begun: (readonly string[])[] = [];
    const locks: AccountLocks = {
      acquire: (ids) => {
        begun.push(ids);
        return rowLocksOnly.acquire(ids);
      },
    };
    const ledger = new Ledger({ database: bank.database, ...settings, locks });
    const single = await bank.account();
    const shared = await Promise.all(Array.from({ length: 4 }, () => bank.account()));
    let batchesDone = 0;
    const batches = Array.from({ length: 12 }, async (_, index) => {
      await ledger.postBatch(ofThousand([itemAt(shared, index % 4)]));
      batchesDone += 1;
    });
    for (let count = 0; count < 4; count++) {
      const before = begun.length;
      await ledger.post(credit({ accountId: single, amount: 1, ...noDetails }, longTimeouts()));
      const since = begun.slice(before);
      // Units of work that began after the movement came and before its own.
      expect(since.findIndex((ids) => ids.includes(single))).toBeLessThanOrEqual(1);
    }
    expect(batchesDone).toBeLessThan(12);
    await Promise.all(batches);
    const balances = await Promise.all(shared.map((id) => bank.ledger.getAccount(bank.tenantId, id)));
    expect(balances.map(({ balance }) => balance)).toEqual(shared.map(() => 3_000));
  },
);

test('batches are posted although single movements arrive without a pause', async () => {
  const ledger = new Ledger({ database: bank.database, ...queueDefaults, batchesInFlightMax: 1 });
  const [hot, other] = [await bank.account(), await bank.account()];
  let stopped = false;
  const clients = Array.from({ length: 8 }, async () => {
    while (!stopped) await ledger.post(credit({ accountId: hot, amount: 1, ...noDetails }, longTimeouts()));
  });
  for (const accountIds of [[other], [hot, other]]) {
    const { batch } = await ledger.postBatch(ofThousand(accountIds));
    expect(batch.results).toHaveLength(1_000);
  }
  stopped = true;
  await Promise.all(clients);
});

test('an account without progress takes only its share of the queue, and other accounts are posted', async () => {
  const [halted, other] = [await bank.account(), await bank.account()];
  const locks: AccountLocks = {
    acquire: async (ids) => ({
      ...(await rowLocksOnly.acquire(ids)),
      busy: ids.filter((id) => id === halted),
    }),
  };
  const ledger = new Ledger({ database: bank.database, ...queueDefaults, locks });
  const creditOf = (accountId: string) =>
    ledger.post(credit({ accountId, amount: 1, ...noDetails }, bank.request(null, 1_500)));
  const waiting = outcomes(Array.from({ length: 510 }, () => creditOf(halted)));
  expect(await outcomes([creditOf(halted), creditOf(other)])).toEqual({ account_contended: 1, completed: 1 });
  expect(await waiting).toEqual({ transaction_in_progress: 500, account_contended: 10 });
  // The requests that were answered freed their places.
  expect(await outcomes([creditOf(halted)])).toEqual({ transaction_in_progress: 1 });
  expect((await bank.ledger.balance(bank.tenantId, other)).balance).toBe(1);
});

test('an account that another process was seen holding is yielded to it for a moment after each unit of work', async () => {
  const [contended, other] = [await bank.account(), await bank.account()];
  const taken: { accountId: string; at: number }[] = [];
  let [met, releasedAt] = [false, 0];
  const locks: AccountLocks = {
    async acquire(ids) {
      const busy = ids.filter((id) => id === contended && !met);
      met ||= busy.length > 0;
      for (const accountId of ids) taken.push({ accountId, at: performance.now() });
      const held = await rowLocksOnly.acquire(ids);
      return {
        ...held,
        busy,
        release: () => {
          if (ids.includes(contended) && busy.length === 0) releasedAt ||= performance.now();
          return held.release();
        },
      };
    },
  };
  const ledger = new Ledger({ database: bank.database, ...queueDefaults, locks, batchSizeMax: 2 });
  const creditOf = (accountId: string) =>
    ledger.post(credit({ accountId, amount: 1, ...noDetails }, longTimeouts()));
  await Promise.all([contended, contended, contended, other, other, other].map(creditOf));
  const [, , next] = taken.filter(({ accountId }) => accountId === contended);
  // A timer of 8 ms may fire a little early by another clock.
  expect(next!.at - releasedAt).toBeGreaterThan(7);
});

test('while one tenant has most of the queue, its units of work are small and contain no single movements of others', async () => {
  const mine = await Promise.all(Array.from({ length: 8 }, () => bank.account()));
  const { id: tenantId } = await createTenant(bank.database, { name: 'Other' });
  const ofOther = { ...longTimeouts(), tenantId };
  const other = (await bank.ledger.openAccount(plainAccount, ofOther)).account.id;
  const units: { accounts: ReadonlySet<string>; alreadyRunning: number }[] = [];
  let running = 0;
  const locks: AccountLocks = {
    async acquire(ids) {
      running += 1;
      units.push({ accounts: new Set(ids), alreadyRunning: running - 1 });
      const held = await rowLocksOnly.acquire(ids);
      return { ...held, release: () => ((running -= 1), held.release()) };
    },
  };
  const sizes: number[] = [];
  const onBatch = (size: number) => void sizes.push(size);
  const ledger = new Ledger({ database: bank.database, ...queueDefaults, locks, onBatch });
  const many = Array.from({ length: 400 }, (_, index) =>
    ledger.post(credit({ accountId: itemAt(mine, index % 8), amount: 1, ...noDetails }, longTimeouts())),
  );
  for (let count = 0; count < 3; count++)
    await ledger.post(credit({ accountId: other, amount: 1, ...noDetails }, ofOther));
  const ofOthers = units.filter(({ accounts }) => accounts.has(other));
  expect(ofOthers.map(({ accounts }) => accounts.size)).toEqual([1, 1, 1]);
  // The other tenant's units of work did not wait for those of this one.
  expect(ofOthers.some(({ alreadyRunning }) => alreadyRunning > 0)).toBe(true);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(32);
  await Promise.all(many);
});
