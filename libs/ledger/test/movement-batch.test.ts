import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { itemAt, wireTo } from '@florin/testing';
import { connect } from '@florin/database';
import {
  credit,
  debit,
  isRefused,
  Ledger,
  ledgerEntities,
  movementBatch,
  Refusal,
  transfer,
  type Command,
  type PostedBatch,
  type RequestContext,
} from '../src/index.ts';
import { noDetails, openBank, outcomes, plainAccount, queueDefaults, type Bank } from './bank.ts';

let bank: Bank;
let other: Ledger;
beforeAll(async () => {
  bank = await openBank();
  other = new Ledger({ database: bank.database, ...queueDefaults });
});
afterAll(() => bank.close());

type Make = (context: RequestContext) => Command;
const into =
  (accountId: string, amount: number): Make =>
  (context) =>
    credit({ accountId, amount, ...noDetails }, context);
const outOf =
  (accountId: string, amount: number): Make =>
  (context) =>
    debit({ accountId, amount, ...noDetails }, context);
const between =
  (fromAccountId: string, toAccountId: string, amount: number): Make =>
  (context) =>
    transfer({ fromAccountId, toAccountId, amount, ...noDetails }, context);

function batch(makes: Make[], key: string | null = null, atomic = false, waitMs?: number) {
  const context = bank.request(key, waitMs);
  return movementBatch({ atomic, commands: makes.map((make) => make(context)) }, context);
}

const balanceOf = async (id: string) => (await bank.ledger.getAccount(bank.tenantId, id)).balance;
const codesOf = ({ batch: { results } }: PostedBatch) =>
  results.map((result) => (result instanceof Refusal ? result.code : (result.failureCode ?? result.status)));

/** Entities of the ORM differ in form from the objects that they were made of. */
const plain = ({ batch, ...rest }: PostedBatch) => ({
  ...rest,
  batch: { ...batch, results: batch.results.map((result) => ({ ...result })) },
});

const nowhere = 'acct_01m819eke0e209k3gghyc4dkah';

describe('a batch of movements', () => {
  test('is decided in order, each movement over the balances after those before it, with a result each', async () => {
    const [a, b] = [await bank.account(), await bank.account()];
    const posted = await bank.ledger.postBatch(
      batch([into(a, 100), between(a, b, 60), outOf(a, 50), outOf(b, 50), into(nowhere, 1), outOf(a, 40)]),
    );
    expect(posted.replayed).toBe(false);
    expect(codesOf(posted)).toEqual([
      'completed',
      'completed',
      'insufficient_funds',
      'completed',
      'not_found',
      'completed',
    ]);
    expect([await balanceOf(a), await balanceOf(b)]).toEqual([0, 10]);
    const recorded = await bank.ledger.listTransactions(bank.tenantId, { accountId: a, limit: 10 });
    expect(recorded.rows.map(({ type, status }) => `${type} ${status}`).sort()).toEqual([
      'credit completed',
      'debit completed',
      'debit failed',
      'transfer completed',
    ]);
  });

  test('posts equal movements as often as they are in it', async () => {
    const a = await bank.account(10);
    expect(codesOf(await bank.ledger.postBatch(batch([outOf(a, 5), outOf(a, 5), outOf(a, 5)])))).toEqual([
      'completed',
      'completed',
      'insufficient_funds',
    ]);
  });

  test('of a thousand movements on fifty accounts is one unit of work, although the queue makes smaller ones', async () => {
    const accounts = await Promise.all(Array.from({ length: 50 }, () => bank.account(0)));
    const sizes: number[] = [];
    const ledger = new Ledger({
      database: bank.database,
      ...queueDefaults,
      onBatch: (size) => void sizes.push(size),
    });
    const makes = Array.from({ length: 1_000 }, (_, index) => into(itemAt(accounts, index % 50), 1));
    const posted = await ledger.postBatch(batch(makes, 'thousand'));
    expect(posted.batch.results.filter((result) => !isRefused(result))).toHaveLength(1_000);
    expect(sizes).toEqual([1_000]);
    expect(await Promise.all(accounts.map(balanceOf))).toEqual(accounts.map(() => 20));
    const replayed = await other.postBatch(batch(makes, 'thousand'));
    expect(plain(replayed)).toEqual(plain({ ...posted, replayed: true }));
  });

  test('needs two round trips, as a single movement does, whatever the number of its movements', async () => {
    const accounts = await Promise.all(Array.from({ length: 20 }, () => bank.account(0)));
    const wire = await wireTo(bank.url, 'never');
    const database = await connect({
      url: wire.url,
      entities: ledgerEntities,
      applicationName: 'ledger-test',
      poolSize: 1,
    });
    const ledger = new Ledger({ database, ...queueDefaults });
    const roundTrips = async (post: () => Promise<unknown>) => {
      const before = wire.roundTrips();
      await post();
      return wire.roundTrips() - before;
    };
    const ofBatch = (count: number) => {
      const makes = Array.from({ length: count }, (_, index) => into(itemAt(accounts, index % 20), 1));
      return roundTrips(() => ledger.postBatch(batch(makes, `trips-${count}`)));
    };
    const [from, to] = [itemAt(accounts, 0), itemAt(accounts, 1)];
    const single = (key: string) => () =>
      ledger.post(
        transfer({ fromAccountId: from, toAccountId: to, amount: 1, ...noDetails }, bank.request(key)),
      );
    // The first also opens the connection and reads the external account.
    await ofBatch(1);
    expect(await roundTrips(single('trip'))).toBe(2);
    expect([await ofBatch(20), await ofBatch(500)]).toEqual([2, 2]);
    await database.close();
    wire.close();
  });

  test('waits as a whole for an account that another session holds, and moves nothing until then', async () => {
    const [busy, free] = [await bank.account(), await bank.account()];
    let held = true;
    const ledger = new Ledger({
      database: bank.database,
      ...queueDefaults,
      locks: {
        acquire: async (ids) => ({
          busy: held ? ids.filter((id) => id === busy) : [],
          release: async () => {},
        }),
      },
    });
    const waiting = ledger.postBatch(batch([into(free, 1), into(busy, 1)]));
    const refused = ledger.postBatch(batch([into(free, 1), into(busy, 1)], null, false, 100));
    await ledger.post(into(free, 5)(bank.request()));
    await expect(refused).rejects.toMatchObject({ code: 'transaction_in_progress' });
    expect(await balanceOf(free)).toBe(5);
    held = false;
    expect(codesOf(await waiting)).toEqual(['completed', 'completed']);
    expect([await balanceOf(free), await balanceOf(busy)]).toEqual([6, 1]);
  });
});

describe('an atomic batch', () => {
  test('posts all of its movements when none is refused', async () => {
    const [a, b] = [await bank.account(10), await bank.account()];
    const posted = await bank.ledger.postBatch(batch([between(a, b, 10), outOf(b, 4)], null, true));
    expect(codesOf(posted)).toEqual(['completed', 'completed']);
    expect([await balanceOf(a), await balanceOf(b)]).toEqual([0, 6]);
  });

  test('moves nothing when a movement is refused, records only that one and names it, also when it is repeated', async () => {
    const [a, b] = [await bank.account(10), await bank.account()];
    const send = (ledger: Ledger) =>
      ledger.postBatch(batch([between(a, b, 10), into(b, 5), outOf(a, 1), into(a, 1)], 'all-or-none', true));
    const refusal = { code: 'insufficient_funds', movement: 2, transaction: { status: 'failed' } };
    await expect(send(bank.ledger)).rejects.toMatchObject({ ...refusal, replayed: false });
    await bank.ledger.post(into(a, 100)(bank.request()));
    await expect(send(bank.ledger)).rejects.toMatchObject({ ...refusal, replayed: true });
    await expect(send(other)).rejects.toMatchObject({ ...refusal, replayed: true });
    expect([await balanceOf(a), await balanceOf(b)]).toEqual([110, 0]);
    expect(await bank.ledger.getAccount(bank.tenantId, b)).toMatchObject({ version: 0 });
    const recorded = await bank.ledger.listTransactions(bank.tenantId, { statuses: ['failed'], limit: 1 });
    expect(recorded.rows).toMatchObject([{ type: 'debit', amount: 1 }]);
  });

  test('that is refused leaves the accounts unchanged for the other requests of the unit of work', async () => {
    const a = await bank.account(10);
    const results = await Promise.allSettled([
      bank.ledger.post(outOf(a, 4)(bank.request())),
      bank.ledger.postBatch(batch([outOf(a, 6), outOf(a, 1)], null, true)),
      bank.ledger.post(outOf(a, 6)(bank.request())),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await bank.ledger.getAccount(bank.tenantId, a)).toMatchObject({ balance: 0, version: 3 });
  });

  test('with an unknown account is refused and not recorded, so its key may be used again', async () => {
    const a = await bank.account(10);
    const send = (id: string) =>
      bank.ledger.postBatch(batch([outOf(a, 1), into(id, 1)], 'fresh-again', true));
    await expect(send(nowhere)).rejects.toMatchObject({ code: 'not_found', movement: 1 });
    expect((await send(a)).replayed).toBe(false);
  });
});

describe('the idempotency key of a batch', () => {
  test('posts it once, and gives twenty concurrent requests through two ledgers the same answer', async () => {
    const [a, b] = [await bank.account(100), await bank.account()];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? other : bank.ledger).postBatch(
          batch([between(a, b, 60), outOf(a, 60), outOf(nowhere, 1)], 'batch-1'),
        ),
      ),
    );
    for (const { batch: each } of answers) {
      expect(plain({ batch: each, replayed: true })).toEqual(
        plain({ ...itemAt(answers, 0), replayed: true }),
      );
    }
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(codesOf(itemAt(answers, 0))).toEqual(['completed', 'insufficient_funds', 'not_found']);
    expect([await balanceOf(a), await balanceOf(b)]).toEqual([40, 60]);
  });

  test('is used up also when nothing of the batch was recorded', async () => {
    const send = () => bank.ledger.postBatch(batch([into(nowhere, 1)], 'batch-2'));
    const first = await send();
    expect(await send()).toEqual({ ...first, replayed: true });
    const a = await bank.account();
    const reused = { code: 'idempotency_key_reused' };
    await expect(bank.ledger.post(into(a, 1)(bank.request('batch-2')))).rejects.toMatchObject(reused);
    await expect(bank.ledger.openAccount(plainAccount, bank.request('batch-2'))).rejects.toMatchObject(
      reused,
    );
  });

  test('cannot be reused for another batch, a single movement or an opening, nor theirs for a batch, at either ledger', async () => {
    const a = await bank.account(100);
    const reused = { code: 'idempotency_key_reused' };
    await bank.ledger.postBatch(batch([into(a, 1), into(a, 2)], 'batch-3'));
    await bank.ledger.post(into(a, 1)(bank.request('single-3')));
    await bank.ledger.openAccount(plainAccount, bank.request('open-3'));
    for (const ledger of [bank.ledger, other]) {
      for (const wrong of [
        () => ledger.postBatch(batch([into(a, 2), into(a, 1)], 'batch-3')),
        () => ledger.postBatch(batch([into(a, 1), into(a, 2)], 'batch-3', true)),
        () => ledger.post(into(a, 1)(bank.request('batch-3'))),
        () => ledger.openAccount(plainAccount, bank.request('batch-3')),
        () => ledger.postBatch(batch([into(a, 1)], 'single-3')),
        () => ledger.postBatch(batch([into(a, 1)], 'open-3')),
      ]) {
        await expect(wrong()).rejects.toMatchObject(reused);
      }
    }
    expect(await balanceOf(a)).toBe(104);
  });

  test('used at the same time by a single movement and an opening succeeds for one of them, and the others are refused', async () => {
    for (let round = 0; round < 10; round++) {
      const a = await bank.account(100);
      const key = `race-${round}`;
      const [b, c] = [bank.ledger, other];
      const results = await outcomes([
        b.postBatch(batch([into(a, 1), into(a, 1)], key)),
        c.post(into(a, 10)(bank.request(key))),
        b.openAccount({ ...plainAccount, initialBalance: 5 }, bank.request(key)),
      ]);
      expect(results).toEqual({ completed: 1, idempotency_key_reused: 2 });
      expect([100, 102, 110]).toContain(await balanceOf(a));
    }
  });
});
