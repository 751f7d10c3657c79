import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Transaction } from '@florin/rules';
import { createTenant, credit, debit, transfer, type Command, type Refusal } from '../src/index.ts';
import { ascendingIds, runStatement } from '@florin/database';
import { TransactionEntity } from '../src/entities/transaction.ts';
import { insertOfTransactions } from '../src/posting/write.ts';
import { noDetails, openBank, plainAccount, type Bank } from './bank.ts';

/*
 * A column with one value in all rows of a unit of work is sent once, and an all-null column is sent empty. So the tests
 * compare rows that share all, some or none of their values.
 */
let bank: Bank;
beforeAll(async () => {
  bank = await openBank();
});
afterAll(() => bank.close());

/** Posts these at the same time, so that they share a unit of work, and compares the answers with the stored rows. */
async function postTogether(commands: readonly Command[]) {
  const before = await commits();
  const posted = await Promise.all(commands.map((command) => bank.ledger.post(command)));
  expect((await commits()) - before).toBe(1);
  const answered = posted.map(({ transaction }) => transaction);
  const recorded = await bank.database.read((em) =>
    em.find(TransactionEntity, { id: { $in: answered.map(({ id }) => id) } }, { orderBy: { id: 'asc' } }),
  );
  expect(recorded.map((row) => ({ ...row }))).toEqual(answered);
  return answered;
}

/** The number of units of work that posted: each writes one outbox row. */
async function commits(): Promise<number> {
  const [row] = await bank.database.query<{ count: string }>('select count(*) from ledger.outbox', []);
  return Number(row!.count);
}

const when = new Date('2026-11-20T08:00:00.000Z');

test('rows that share everything except their ids', async () => {
  const accountId = await bank.account();
  const same = () => credit({ accountId, amount: 5, ...noDetails }, bank.request());
  const recorded = await postTogether([same(), same(), same()]);
  expect(recorded).toMatchObject(
    [1, 2, 3].map((toAccountVersion) => ({
      type: 'credit',
      currency: 'USD',
      toAccountVersion,
      reference: null,
    })),
  );
});

test('rows that share a value in a nullable column', async () => {
  const accountId = await bank.account();
  const details = { ...noDetails, reference: 'R', description: 'D', metadata: { a: '1' } };
  const recorded = await postTogether(
    [1, 2].map(() => credit({ accountId, amount: 5, ...details, effectiveAt: when }, bank.request())),
  );
  expect(recorded).toMatchObject([1, 2].map(() => ({ ...details, currency: 'USD', effectiveAt: when })));
});

test('rows of which only the first has a value, or all but the first', async () => {
  const accountId = await bank.account();
  const bare = () => credit({ accountId, amount: 5, ...noDetails }, bank.request());
  const full = () =>
    credit(
      {
        accountId,
        amount: 5,
        currency: 'USD',
        reference: 'R',
        description: 'D',
        metadata: { a: '1' },
        effectiveAt: when,
      },
      bank.request(crypto.randomUUID()),
    );
  for (const commands of [
    [full(), bare(), bare()],
    [bare(), full(), bare()],
  ]) {
    const references = (await postTogether(commands)).map(({ reference }) => reference);
    expect(references.filter((reference) => reference === 'R')).toHaveLength(1);
  }
});

test('rows of two tenants, currencies, kinds and outcomes', async () => {
  const { id: otherTenantId } = await createTenant(bank.database, { name: 'Other' });
  const other = { ...bank.request(), tenantId: otherTenantId };
  const { account } = await bank.ledger.openAccount({ ...plainAccount, currency: 'EUR' }, other);
  const [payer, payee, poor] = await Promise.all([bank.account(50), bank.account(), bank.account()]);
  await postTogether([
    credit({ accountId: account.id, amount: 7, ...noDetails, currency: 'EUR' }, other),
    transfer({ fromAccountId: payer, toAccountId: payee, amount: 20, ...noDetails }, bank.request()),
    debit({ accountId: payer, amount: 30, ...noDetails }, bank.request()),
  ]);
  const refused = bank.ledger.post(debit({ accountId: poor, amount: 1, ...noDetails }, bank.request()));
  const taken = bank.ledger.post(credit({ accountId: payer, amount: 1, ...noDetails }, bank.request()));
  await expect(refused).rejects.toMatchObject({ code: 'insufficient_funds' });
  await expect(taken).resolves.toMatchObject({ transaction: { status: 'completed', failureCode: null } });
});

test('a row without a required value is refused, and does not get the value of another row', async () => {
  const poor = debit({ accountId: await bank.account(), amount: 1, ...noDetails }, bank.request());
  const { transaction } = await bank.ledger.post(poor).catch((refusal: Refusal) => refusal);
  const nextId = ascendingIds('txn', transaction!.createdAt);
  const record = (lacking: Partial<Record<keyof Transaction, null>>) =>
    bank.database.unitOfWork(async (em) => {
      const rows = [
        { ...transaction!, id: nextId() },
        { ...transaction!, id: nextId(), ...lacking },
      ];
      for (const insert of insertOfTransactions(rows as Transaction[])) await runStatement(em, insert);
    });
  for (const column of ['tenantId', 'type', 'status', 'currency', 'effectiveAt', 'createdAt'] as const)
    await expect(record({ [column]: null })).rejects.toMatchObject({ code: '23502' });
  await expect(record({})).resolves.toBeUndefined();
});
