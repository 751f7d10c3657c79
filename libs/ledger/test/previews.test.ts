import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { LockMode } from '@mikro-orm/core';
import { runParameterized } from '@florin/database';
import { Account } from '../src/entities/account.ts';
import { createTenant, credit, debit, Ledger, movementBatch, transfer } from '../src/index.ts';
import { noDetails, openBank, queueDefaults, type Bank } from './bank.ts';

let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
afterAll(() => bank.close());

const noId = `txn_${'0'.repeat(26)}`;
const nowhere = 'acct_01m819eke0e209k3gghyc4dkah';

/** The number and a hash of all rows of every table of the ledger. */
async function dump(): Promise<Record<string, unknown>> {
  return bank.database.read(async (em) => {
    const tables = await runParameterized<{ name: string }>(
      em,
      `select table_name as name from information_schema.tables where table_schema = 'ledger' order by 1`,
      [],
    );
    const dumps = tables.map(async ({ name }) => {
      const [row] = await runParameterized(
        em,
        `select count(*), md5(string_agg(t::text, '|' order by t::text)) from ledger.${name} t`,
        [],
      );
      return [name, row] as const;
    });
    return Object.fromEntries(await Promise.all(dumps));
  });
}

test('a preview returns the answer of the request, refusals included, and writes nothing', async () => {
  const [a, b] = [await bank.account(100), await bank.account()];
  const euro = await bank.account(0, { currency: 'EUR' });
  const before = await dump();
  expect(Object.keys(before)).toEqual(
    expect.arrayContaining(['accounts', 'batches', 'outbox', 'transactions']),
  );
  const context = bank.request('preview-1');
  const move = (fromAccountId: string, toAccountId: string, amount: number) =>
    transfer({ fromAccountId, toAccountId, amount, ...noDetails }, context);

  expect(await bank.ledger.preview(move(a, b, 60))).toMatchObject({
    replayed: false,
    transaction: { id: noId, status: 'completed', amount: 60, fromBalanceAfter: 40, toBalanceAfter: 60 },
  });
  await expect(bank.ledger.preview(move(a, b, 101))).rejects.toMatchObject({
    code: 'insufficient_funds',
    transaction: { id: noId, status: 'failed' },
  });
  await expect(bank.ledger.preview(move(a, nowhere, 1))).rejects.toMatchObject({ code: 'not_found' });
  await expect(bank.ledger.preview(move(a, euro, 1))).rejects.toMatchObject({ code: 'currency_mismatch' });
  await expect(
    bank.ledger.preview(debit({ accountId: a, amount: 1, ...noDetails }, { ...context, ifVersions: [7] })),
  ).rejects.toMatchObject({ code: 'precondition_failed' });
  const previewed = await bank.ledger.previewBatch(
    movementBatch({ atomic: false, commands: [move(a, b, 60), move(a, b, 60), move(b, a, 60)] }, context),
  );
  expect(previewed.batch.id).toBe(`batch_${'0'.repeat(26)}`);
  expect(previewed.batch.results).toMatchObject([
    { id: noId, status: 'completed', fromBalanceAfter: 40 },
    { id: noId, status: 'failed', failureCode: 'insufficient_funds' },
    { id: noId, status: 'completed', toBalanceAfter: 100 },
  ]);
  await expect(
    bank.ledger.previewBatch(
      movementBatch({ atomic: true, commands: [move(a, b, 60), move(a, b, 60)] }, context),
    ),
  ).rejects.toMatchObject({ code: 'insufficient_funds', movement: 1 });

  expect(await dump()).toEqual(before);
});

test('the preview of a known key is its first answer, and a key of a different request is refused', async () => {
  const accountId = await bank.account(100);
  const pay = (amount: number) => debit({ accountId, amount, ...noDetails }, bank.request('preview-2'));
  const posted = await bank.ledger.post(pay(30));
  const before = await dump();
  expect(await bank.ledger.preview(pay(30))).toMatchObject({
    replayed: true,
    transaction: { id: posted.transaction.id },
  });
  await expect(bank.ledger.preview(pay(31))).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  expect(await dump()).toEqual(before);
});

test('a preview waits for no lock, neither in Redis nor on a row', async () => {
  const accountId = await bank.account(5);
  const ledger = new Ledger({
    database: bank.database,
    ...queueDefaults,
    locks: { acquire: () => Promise.reject(new Error('a preview takes no lock')) },
  });
  await bank.database.unitOfWork(async (em) => {
    await em.findOneOrFail(Account, { id: accountId }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const { transaction } = await ledger.preview(
      credit({ accountId, amount: 1, ...noDetails }, bank.request()),
    );
    expect(transaction.toBalanceAfter).toBe(6);
  });
});

test('previews have the limits of the queue: on how many wait, and for how long', async () => {
  const accountId = await bank.account(5);
  const limits = { ...queueDefaults, batchesInFlightMax: 1, waitingMax: 3, answerWithinMs: 5_000 };
  const ledger = new Ledger({ database: bank.database, ...limits });
  const send = (of: Ledger) => of.preview(credit({ accountId, amount: 1, ...noDetails }, bank.request()));
  const requested = await Promise.allSettled(Array.from({ length: 5 }, () => send(ledger)));
  expect(requested.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'rejected',
    'rejected',
  ]);
  expect(requested[4]).toMatchObject({ reason: { code: 'rate_limited', limit: 3 } });
  expect((await send(ledger)).transaction.toBalanceAfter).toBe(6);
  // Another tenant is not refused because of them. There is no such account, so the preview itself is.
  const { id: tenantId } = await createTenant(bank.database, { name: 'Other' });
  const full = Array.from({ length: 3 }, () => send(ledger));
  const other = credit({ accountId, amount: 1, ...noDetails }, { ...bank.request(), tenantId });
  await expect(ledger.preview(other)).rejects.toMatchObject({ code: 'not_found' });
  await Promise.all(full);
  const hasty = new Ledger({ database: bank.database, ...limits, answerWithinMs: 0 });
  await expect(send(hasty)).rejects.toMatchObject({ code: 'overloaded' });
});
