import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  capture,
  credit,
  debit,
  hold,
  outboxSource,
  reverse,
  transfer,
  voidHold,
  type Command,
} from '../src/index.ts';
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

async function markAll(): Promise<void> {
  await bank.database.unitOfWork(async (em) => {
    const entries = await outboxSource.take(em, 10_000);
    await outboxSource.markPublished(
      em,
      entries.map(({ id }) => id),
    );
  });
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

test('a hold and the transactions on it have events about the hold, and only movements of money have events about money', async () => {
  await markAll();
  const [payer, payee] = [await bank.account(100), await bank.account()];
  const nothing = { reference: null, description: null, metadata: null };
  const post = async (command: Command) => (await bank.ledger.post(command)).transaction;
  const placed = await post(
    hold({ accountId: payer, toAccountId: payee, expiresAt: null, amount: 50, ...noDetails }, bank.request()),
  );
  const taken = await post(capture(placed, { amount: 20, final: false, ...nothing }, bank.request()));
  const given = await post(voidHold(placed, nothing, bank.request()));
  const back = await post(reverse(taken, { amount: 5, ...nothing }, bank.request()));
  const events = (await takeAll()).filter(({ data }) =>
    [placed, taken, given, back].some(({ id }) => id === data['transaction_id']),
  );

  // Made again after the hold has ended, each event still has the state at its time.
  const reported = events.filter(({ type }) => type === 'florin.transactions.holds.v1');
  expect(reported.map(({ id, key }) => ({ id, key }))).toEqual(
    [placed, taken, given].map(({ id }) => ({ id: `${id}:${payer}:hold`, key: payer })),
  );
  expect(reported.map(({ data }) => data)).toMatchObject([
    {
      change: 'placed',
      status: 'held',
      amount: 50,
      captured_amount: 0,
      remaining_amount: 50,
      held_after: 50,
    },
    {
      change: 'captured',
      status: 'held',
      amount: 20,
      captured_amount: 20,
      remaining_amount: 30,
      held_after: 30,
    },
    {
      change: 'voided',
      status: 'voided',
      amount: 30,
      captured_amount: 20,
      remaining_amount: 0,
      held_after: 0,
    },
  ]);
  expect(
    reported.map(({ data }) => [data['hold_id'], data['hold_amount'], data['counterparty_account_id']]),
  ).toEqual(reported.map(() => [placed.id, 50, payee]));
  const completed = events.filter(({ type }) => type === 'florin.transactions.completed.v1');
  expect(completed.map(({ key, data }) => ({ key, ...data }))).toMatchObject([
    { key: payer, type: 'capture', direction: 'debit', amount: 20, balance_after: 80, hold_id: placed.id },
    { key: payee, type: 'capture', direction: 'credit', amount: 20, balance_after: 20, hold_id: placed.id },
    { key: payee, type: 'reversal', direction: 'debit', amount: 5, balance_after: 15, reverses: taken.id },
    { key: payer, type: 'reversal', direction: 'credit', amount: 5, balance_after: 85, reverses: taken.id },
  ]);
});

test('the events of an account, including those about holds, have its versions without a gap', async () => {
  await markAll();
  const accountId = await bank.account(100);
  const request = { accountId, toAccountId: null, expiresAt: null, amount: 1, ...noDetails };
  const holds = await Promise.all(
    Array.from({ length: 5 }, () => bank.ledger.post(hold(request, bank.request()))),
  );
  const nothing = { reference: null, description: null, metadata: null };
  await Promise.all(
    holds.map(({ transaction }, index) =>
      bank.ledger.post(
        index % 2
          ? voidHold(transaction, nothing, bank.request())
          : capture(transaction, { amount: null, final: false, ...nothing }, bank.request()),
      ),
    ),
  );
  const versions = (await takeAll())
    .filter(({ key, type }) => key === accountId && type.startsWith('florin.transactions.'))
    .map(({ data }) => data['account_version']);
  // A capture has two events with the same version: about the money and about the hold.
  expect([...new Set(versions)]).toEqual(Array.from({ length: 11 }, (_, index) => index + 1));
  expect(versions).toEqual([...versions].sort((a, b) => Number(a) - Number(b)));
});

test('the same events are made again until they are marked as published, and not after', async () => {
  const accountId = await bank.account(5);
  const before = await takeAll();
  expect((await takeAll()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  await markAll();
  expect(await takeAll()).toEqual([]);
  await bank.ledger.post(debit({ accountId, amount: 1, ...noDetails }, bank.request()));
  expect(await takeAll()).toHaveLength(1);
  const backlog = await bank.database.read((em) => outboxSource.backlog(em));
  expect(backlog).toEqual({ rows: 1, oldestAgeSeconds: expect.any(Number) });
});
