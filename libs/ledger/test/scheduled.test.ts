import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { idToUuid, runParameterized } from '@florin/database';
import { auditLedger, type Schedule } from '../src/index.ts';
import { Ledger } from '../src/ledger.ts';
import { executeScheduled } from '../src/scheduled/execute-scheduled.ts';
import { noDetails, openBank, outcomes, queueDefaults, type Bank } from './bank.ts';

let bank: Bank;
let worker: Ledger;
let other: Ledger;
beforeAll(async () => {
  bank = await openBank();
  worker = new Ledger({ database: await bank.as('worker'), ...queueDefaults });
  other = new Ledger({ database: await bank.as('worker'), ...queueDefaults });
});
afterEach(async () => {
  expect(await auditLedger(bank.database)).toEqual([]);
});
afterAll(() => bank.close());

const soonMs = 600_000;

/** A debit that is due soon. */
async function schedule(
  accountId: string,
  amount: number,
  more: Partial<Schedule> = {},
  key: string | null = null,
) {
  const debit = { type: 'debit', fromAccountId: accountId, toAccountId: null, amount, ...noDetails } as const;
  const request = { ...debit, scheduledFor: new Date(Date.now() + soonMs), ...more };
  return (await bank.ledger.scheduleTransaction(request, bank.request(key))).scheduled;
}

const makeDue = `
  update ledger.scheduled_transactions set scheduled_for = scheduled_for - 2 * make_interval(secs => $1::float8 / 1000)
  where status = 'pending' and scheduled_for < now() + 2 * make_interval(secs => $1::float8 / 1000)`;

const find = (id: string) => bank.ledger.getScheduledTransaction(bank.tenantId, id);
const account = (id: string) => bank.ledger.getAccount(bank.tenantId, id);
/** Makes what is due soon due now, so that the test does not wait. */
const untilDue = () => bank.database.read((em) => runParameterized(em, makeDue, [soonMs]));
const execute = (ledger = worker) => ledger.executeScheduled(7);

describe('a scheduled transaction', () => {
  test('is posted when it is due and not before, and names its transaction', async () => {
    const [payer, payee] = [await bank.account(100), await bank.account()];
    const later = await schedule(payer, 1, { scheduledFor: new Date(Date.now() + 3_600_000) });
    const transfer = await schedule(payer, 30, { type: 'transfer', toAccountId: payee, reference: 'rent' });
    expect(transfer.status).toBe('pending');
    await untilDue();
    expect(await execute()).toBe(1);
    const { status, transactionId } = await find(transfer.id);
    expect(status).toBe('executed');
    expect(await bank.ledger.getTransaction(bank.tenantId, transactionId!)).toMatchObject({
      type: 'transfer',
      amount: 30,
      reference: 'rent',
      toAccountId: payee,
    });
    expect(await find(later.id)).toMatchObject({ status: 'pending', transactionId: null });
    expect(await execute()).toBe(0);
    await bank.ledger.cancelScheduledTransaction(later.id, bank.request());
  });

  test('that the account does not cover fails permanently, and the failed transaction is recorded', async () => {
    const payer = await bank.account(10);
    const { id } = await schedule(payer, 11);
    await untilDue();
    await execute();
    const failed = await find(id);
    expect(failed).toMatchObject({ status: 'failed', failureCode: 'insufficient_funds' });
    expect(await bank.ledger.getTransaction(bank.tenantId, failed.transactionId!)).toMatchObject({
      status: 'failed',
      amount: 11,
    });
    await expect(bank.ledger.cancelScheduledTransaction(id, bank.request())).rejects.toMatchObject({
      code: 'state_conflict',
    });
  });

  test('on a frozen account fails permanently, and may be scheduled while the account is frozen', async () => {
    const payer = await bank.account(100);
    const before = await schedule(payer, 1);
    await bank.ledger.changeAccount(payer, { status: 'frozen' }, bank.request());
    const meanwhile = await schedule(payer, 2);
    const later = await schedule(payer, 3, { scheduledFor: new Date(Date.now() + 3_600_000) });
    await untilDue();
    expect(await execute()).toBe(2);
    for (const { id } of [before, meanwhile]) {
      expect(await find(id)).toMatchObject({ status: 'failed', failureCode: 'state_conflict' });
    }
    expect(await account(payer)).toMatchObject({ balance: 100 });
    await bank.ledger.cancelScheduledTransaction(later.id, bank.request());
  });

  test('is posted once by processes that run at the same time, in order of the due times', async () => {
    const payer = await bank.account(1_000);
    const now = Date.now();
    const ids = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const scheduledFor = new Date(now + soonMs + 20 - index);
        return (await schedule(payer, 1 + index, { scheduledFor })).id;
      }),
    );
    await untilDue();
    await Promise.all([execute(), execute(other), execute(), execute(other)]);
    await execute();
    expect((await Promise.all(ids.map(find))).map(({ status }) => status)).toEqual(ids.map(() => 'executed'));
    expect(await account(payer)).toMatchObject({ balance: 1_000 - 210, version: 21 });
  });

  test('whose worker dies between claiming, posting and marking is posted once, and can no longer be cancelled', async () => {
    const payer = await bank.account(100);
    const [early, late] = [await schedule(payer, 10), await schedule(payer, 20)];
    await untilDue();
    const diesBefore = () => Promise.reject(new Error('killed before the posting'));
    await expect(executeScheduled(bank.database, diesBefore, 10)).rejects.toThrow('killed before');
    expect(await account(payer)).toMatchObject({ balance: 100 });
    const cancellations = [early, late].map(({ id }) =>
      bank.ledger.cancelScheduledTransaction(id, bank.request()),
    );
    expect(await outcomes(cancellations)).toEqual({ state_conflict: 2 });

    const diesAfter: Parameters<typeof executeScheduled>[1] = async (command) => {
      await bank.ledger.post(command);
      throw new Error('killed after the posting');
    };
    await expect(executeScheduled(bank.database, diesAfter, 10)).rejects.toThrow('killed after');
    expect(await account(payer)).toMatchObject({ balance: 70, version: 3 });
    expect(await find(early.id)).toMatchObject({ status: 'pending' });

    expect(await execute(other)).toBe(2);
    expect(await account(payer)).toMatchObject({ balance: 70, version: 3 });
    expect(await find(late.id)).toMatchObject({ status: 'executed' });
  });

  test('is tried again while its account is busy, and does not delay others', async () => {
    const [busy, free] = [await bank.account(100), await bank.account(100)];
    const [waiting, done] = [await schedule(busy, 10), await schedule(free, 10)];
    await untilDue();
    await bank.database.unitOfWork(async (em) => {
      await runParameterized(em, 'select from ledger.accounts where id = $1 for update', [idToUuid(busy)]);
      expect(await execute(other)).toBe(1);
      expect(await find(done.id)).toMatchObject({ status: 'executed' });
      expect(await find(waiting.id)).toMatchObject({ status: 'pending', failureCode: null });
    });
    expect(await execute()).toBe(1);
    expect(await find(waiting.id)).toMatchObject({ status: 'executed' });
  });

  test('is recorded once under its idempotency key, and a repetition gets the first answer', async () => {
    const payer = await bank.account(100);
    const scheduledFor = new Date(Date.now() + soonMs);
    const first = await schedule(payer, 10, { scheduledFor }, 'rent');
    expect(first).toMatchObject({ scheduledFor });
    const again = () => schedule(payer, 10, { scheduledFor }, 'rent');
    const { id, createdAt } = first;
    const asFirst = { id, createdAt, updatedAt: createdAt, status: 'pending', transactionId: null };
    expect(await again()).toMatchObject(asFirst);
    await untilDue();
    await execute();
    expect(await again()).toMatchObject(asFirst);
    expect(await find(id)).toMatchObject({ status: 'executed', createdAt });
    await expect(schedule(payer, 11, { scheduledFor }, 'rent')).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    const raced = await Promise.all(
      Array.from({ length: 10 }, () => schedule(payer, 10, { scheduledFor }, 'raced')),
    );
    expect(new Set(raced.map(({ id }) => id)).size).toBe(1);
    await untilDue();
    await execute();
  });
});

test('of a cancellation and an execution at the same time exactly one succeeds', async () => {
  for (let round = 0; round < 12; round++) {
    const payer = await bank.account(10);
    const { id } = await schedule(payer, 10);
    await untilDue();
    const cancel = () => bank.ledger.cancelScheduledTransaction(id, bank.request());
    const racers = round % 2 === 0 ? [execute(other), cancel()] : [cancel(), execute(other)];
    const results = await Promise.allSettled(racers);
    const cancelled = results[round % 2 === 0 ? 1 : 0]!.status === 'fulfilled';
    await execute();
    const { status } = await find(id);
    const { balance } = await account(payer);
    expect([status, balance]).toEqual(cancelled ? ['cancelled', 10] : ['executed', 0]);
  }
});

test('PostgreSQL refuses to change an executed or cancelled scheduled transaction', async () => {
  const payer = await bank.account(10);
  const { id } = await schedule(payer, 10);
  await bank.ledger.cancelScheduledTransaction(id, bank.request());
  const reopen = `update ledger.scheduled_transactions set status = 'pending' where id = $1`;
  const write = bank.database.read((em) => runParameterized(em, reopen, [idToUuid(id)]));
  await expect(write).rejects.toMatchObject({ constraint: 'books_append_only' });
  expect(await bank.ledger.cancelScheduledTransaction(id, bank.request())).toMatchObject({
    status: 'cancelled',
  });
});
