import { describe, expect, test } from '@jest/globals';
import {
  ConflictError,
  ConnectionError,
  Florin,
  InsufficientFundsError,
  OverloadedError,
  PermissionError,
  RateLimitError,
  ServerError,
  TimeoutError,
} from '../index.ts';
import { FakeFlorin, refuse } from './index.ts';

const start = '2026-11-22T09:30:00.000Z';

async function openAccount(fake: FakeFlorin, initial_balance = 100): Promise<string> {
  const { id } = await fake.client().accounts.create({ initial_balance });
  return id;
}

describe('the fake bank', () => {
  test('moves money as the real one: the first journey of the README', async () => {
    const fake = new FakeFlorin();
    const florin = new Florin({ apiKey: fake.apiKey, baseUrl: fake.baseUrl, fetch: fake.fetch });
    const account = await florin.accounts.create({ name: 'Ada' });
    await florin.transactions.credit({ account_id: account.id, amount: 100 });
    await florin.transactions.debit({ account_id: account.id, amount: 50 });
    expect(await florin.accounts.balance(account.id)).toMatchObject({
      balance: 50,
      available: 50,
      version: 2,
    });
    const refused = florin.transactions.debit({ account_id: account.id, amount: 51 });
    await expect(refused).rejects.toBeInstanceOf(InsufficientFundsError);
    expect((await florin.transactions.list()).data.map(({ status }) => status)).toEqual([
      'failed',
      'completed',
      'completed',
    ]);
  });

  test('has its own time: it stands where it was told to, and what falls due happens on the way', async () => {
    const fake = new FakeFlorin({ now: start });
    const { accounts, transactions, scheduledTransactions } = fake.client();
    const account_id = await openAccount(fake);
    const hold = await transactions.hold({ account_id, amount: 30, expires_at: '2026-11-23T00:00:00Z' });
    const rent = await scheduledTransactions.create({
      type: 'debit',
      scheduled_for: '2026-11-24T06:00:00Z',
      account_id,
      amount: 80,
    });
    fake.clock.advance({ hours: 1 });
    expect(await accounts.balance(account_id)).toMatchObject({ held: 30, available: 70 });
    fake.clock.set('2026-12-01T00:00:00Z');
    expect(await accounts.balance(account_id)).toMatchObject({ balance: 20, held: 0 });
    expect(await transactions.get(hold.id)).toMatchObject({ status: 'expired' });
    const { transaction_id } = await scheduledTransactions.get(rent.id);
    expect(await transactions.get(transaction_id!)).toMatchObject({
      amount: 80,
      created_at: '2026-11-24T06:00:00.000Z',
    });
    const then = await accounts.balanceAt(account_id, { at: '2026-11-23T12:00:00Z' });
    expect(then).toMatchObject({ balance: 100, held: 0 });
    expect(() => fake.clock.set(start)).toThrow(RangeError);
  });

  test('expires holds of a frozen account, and fails what was scheduled for it, as the bank does', async () => {
    const fake = new FakeFlorin({ now: start });
    const { accounts, transactions, scheduledTransactions } = fake.client();
    const account_id = await openAccount(fake);
    const hold = await transactions.hold({ account_id, amount: 30, expires_at: '2026-11-23T00:00:00Z' });
    const later = { type: 'debit', account_id, amount: 1, scheduled_for: '2026-11-23T06:00:00Z' } as const;
    const before = await scheduledTransactions.create(later);
    await accounts.freeze(account_id);
    const meanwhile = await scheduledTransactions.create(later);
    fake.clock.set('2026-11-24T00:00:00Z');
    expect(await transactions.get(hold.id)).toMatchObject({ status: 'expired' });
    expect(await accounts.balance(account_id)).toMatchObject({ balance: 100, held: 0 });
    for (const { id } of [before, meanwhile]) {
      expect(await scheduledTransactions.get(id)).toMatchObject({
        status: 'failed',
        failure: { code: 'state_conflict' },
      });
    }
  });

  test('without a moment its time goes with the machine, and can be moved ahead of it', async () => {
    const fake = new FakeFlorin();
    expect(Math.abs(fake.clock.now().getTime() - Date.now())).toBeLessThan(10_000);
    fake.clock.advance({ days: 1 });
    expect(fake.clock.now().getTime() - Date.now()).toBeGreaterThan(86_000_000);
  });

  test('gives the same ids in every run where its time stands', async () => {
    const ids = [new FakeFlorin({ now: start }), new FakeFlorin({ now: start })].map((fake) =>
      openAccount(fake),
    );
    expect(await ids[0]).toBe(await ids[1]);
  });
});

describe('a failure', () => {
  test('that loses the answer leaves the money moved, and the retry under the same key settles it', async () => {
    const fake = new FakeFlorin();
    const account_id = await openAccount(fake);
    fake.failNext('answer_lost', { operation: 'debitAccount' });
    const { replayed, attempts } = await fake
      .client()
      .transactions.debit({ account_id, amount: 10 })
      .withResponse();
    expect({ replayed, attempts }).toEqual({ replayed: true, attempts: 2 });
    expect((await fake.client().accounts.balance(account_id)).balance).toBe(90);
    const keys = fake.requests
      .filter(({ operation }) => operation === 'debitAccount')
      .map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([keys[0], keys[0]]);
  });

  test.each([
    ['connection_failed', ConnectionError, false],
    ['overloaded', OverloadedError, false],
    ['service_unavailable', ServerError, true],
    ['rate_limited', RateLimitError, false],
    ['transaction_in_progress', ConflictError, false],
    ['request_in_progress', ConflictError, true],
  ] as const)('%s moves nothing, and says whether that is known', async (failure, type, outcomeUnknown) => {
    const fake = new FakeFlorin();
    const account_id = await openAccount(fake);
    fake.failNext(failure, { times: 3, retryAfterSeconds: 7 });
    const error = await fake
      .client()
      .transactions.debit({ account_id, amount: 10 })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ outcomeUnknown });
    if (failure !== 'connection_failed') expect(error).toMatchObject({ retryAfterSeconds: 7 });
    expect((await fake.client().accounts.balance(account_id)).balance).toBe(100);
  });

  test('by time-out ends the attempt when the client gives up, and a delay only makes it slow', async () => {
    const fake = new FakeFlorin();
    fake.failNext('timeout');
    const impatient = fake.client({ timeoutMs: 20, maxRetries: 0 });
    await expect(impatient.accounts.create()).rejects.toBeInstanceOf(TimeoutError);
    fake.delayNext(30);
    expect(await fake.client().accounts.create()).toMatchObject({ balance: 0 });
    fake.delayNext(60_000);
    await expect(impatient.accounts.create()).rejects.toBeInstanceOf(TimeoutError);
  });

  test('meets only the operation it was made for, and none after it was cleared', async () => {
    const fake = new FakeFlorin();
    fake.failNext('service_unavailable', { operation: 'debitAccount', times: 9 });
    const account_id = await openAccount(fake);
    fake.clearFailures();
    expect(await fake.client().transactions.debit({ account_id, amount: 1 })).toMatchObject({ amount: 1 });
  });
});

describe('a key', () => {
  test('does what its scopes allow until it is revoked', async () => {
    const fake = new FakeFlorin();
    const apiKey = fake.keyWith(['accounts:read']);
    const reader = fake.client({ apiKey });
    expect((await reader.accounts.list()).data).toEqual([]);
    await expect(reader.accounts.create()).rejects.toBeInstanceOf(PermissionError);
    fake.revokeKey(apiKey);
    await expect(reader.accounts.list()).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('an operation that the fake does not have', () => {
  test('says so, until the test says what it answers', async () => {
    const fake = new FakeFlorin();
    await expect(fake.client().analytics.summary()).rejects.toMatchObject({ code: 'not_faked', status: 501 });
    fake.answer('listFraudAlerts', { data: [], has_more: false, next_cursor: null });
    expect((await fake.client().fraud.alerts.list()).data).toEqual([]);
    fake.answer('getAccount', () => refuse('not_found', 'Gone.'));
    await expect(fake.client().accounts.get(await openAccount(fake))).rejects.toMatchObject({
      code: 'not_found',
      message: 'Gone.',
    });
  });
});
