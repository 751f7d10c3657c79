import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createLogger, createMetrics } from '@florin/service';
import { eventually } from '@florin/testing';
import {
  credit,
  debit,
  movementBatch,
  postingMetrics,
  showBookDifferences,
  showPostingQueue,
} from '../src/index.ts';
import { noDetails, openBank, queueDefaults, type Bank } from './bank.ts';

const logger = createLogger({ service: 'ledger', level: 'silent' });
const metrics = createMetrics('ledger');
let hold: Promise<void> | undefined;
let lockRequestedAt = Infinity;
let bank: Bank;

beforeAll(async () => {
  const locks = {
    async acquire() {
      lockRequestedAt = performance.now();
      await hold;
      return { busy: ['acct_of_another_process'], release: async () => undefined };
    },
  };
  bank = await openBank({ ...queueDefaults, ...postingMetrics(metrics, logger), locks });
  showPostingQueue(metrics, bank.ledger);
});
afterAll(() => bank.close({ audit: false }));

async function samples(of = metrics): Promise<Map<string, number>> {
  const lines = (await of.registry.metrics()).split('\n').filter((line) => line.startsWith('florin_'));
  return new Map(
    lines.map((line) => {
      const [, name = '', value] = /^(\S+) (\S+)$/.exec(line.replaceAll(/,?service="\w+"/g, '')) ?? [];
      return [name.replace('{}', ''), Number(value)];
    }),
  );
}

test('movements are counted by kind and outcome, money by currency, and replays apart', async () => {
  const [usd, jpy] = [await bank.account(100), await bank.account(0, { currency: 'JPY' })];
  const nowhere = 'acct_01m819eke0e209k3gghyc4dkah';
  const pay = (amount: number, key: string) =>
    bank.ledger.post(debit({ accountId: usd, amount, ...noDetails }, bank.request(key)));
  await pay(30, 'once');
  await pay(30, 'once');
  await expect(pay(1_000, 'too much')).rejects.toMatchObject({ code: 'insufficient_funds' });
  const request = bank.request('batch');
  const into = (accountId: string, amount: number, currency: string) =>
    credit({ accountId, amount, ...noDetails, currency }, request);
  const commands = [into(jpy, 500, 'JPY'), into(usd, 5, 'USD'), into(nowhere, 1, 'USD')];
  await bank.ledger.postBatch(movementBatch({ atomic: false, commands }, request));

  const counted = await samples();
  expect(Object.fromEntries([...counted].filter(([name]) => /movements|moved|replays/.test(name)))).toEqual({
    'florin_movements_total{type="credit",outcome="completed"}': 2,
    'florin_movements_total{type="debit",outcome="completed"}': 1,
    'florin_movements_total{type="debit",outcome="insufficient_funds"}': 1,
    'florin_movements_total{type="none",outcome="not_found"}': 1,
    'florin_money_moved_total{currency="USD"}': 35,
    'florin_money_moved_total{currency="JPY"}': 500,
    florin_posting_replays_total: 1,
  });
});

test('the queue shows how long its oldest request waits, and what its locks cost', async () => {
  const account = await bank.account();
  const before = await samples();
  const { promise, resolve } = Promise.withResolvers<void>();
  hold = promise;
  lockRequestedAt = Infinity;
  const posted = bank.ledger.post(credit({ accountId: account, amount: 1, ...noDetails }, bank.request()));
  await eventually(async () => ((await samples()).get('florin_posting_oldest_seconds') ?? 0) > 0.05);
  // The lock is requested after its request has begun to wait: its time is counted from here.
  await eventually(() => performance.now() - lockRequestedAt > 60);
  resolve();
  await posted;
  const after = await samples();
  expect(after.get('florin_posting_oldest_seconds')).toBe(0);
  const grown = (name: string) => (after.get(name) ?? NaN) - (before.get(name) ?? NaN);
  expect(grown('florin_lock_busy_accounts_total')).toBe(1);
  for (const name of ['florin_lock_seconds', 'florin_posting_wait_seconds']) {
    expect(grown(`${name}_count`)).toBe(1);
    expect(grown(`${name}_sum`)).toBeGreaterThan(0.05);
  }
});

test('a book that does not balance is a difference that the worker may see', async () => {
  const seen = createMetrics('worker');
  showBookDifferences(seen, logger, await bank.as('worker'));
  await bank.account(100);
  expect((await samples(seen)).get('florin_audit_differences')).toBe(0);
  await bank.database.query('update ledger.book_totals set customers = customers + 1 where currency = $1', [
    'USD',
  ]);
  expect((await samples(seen)).get('florin_audit_differences')).toBe(1);
});
