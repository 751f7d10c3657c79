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
  test('moves money as the real bank does, in the first example of the README', async () => {
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

  test('expires holds and posts scheduled transactions when a test moves its clock', async () => {
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

  test('expires the holds of a frozen account, and fails its scheduled transactions', async () => {
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

  test("follows the machine's clock when it has no start time, and can be moved ahead of it", async () => {
    const fake = new FakeFlorin();
    expect(Math.abs(fake.clock.now().getTime() - Date.now())).toBeLessThan(10_000);
    fake.clock.advance({ days: 1 });
    expect(fake.clock.now().getTime() - Date.now()).toBeGreaterThan(86_000_000);
  });

  test('gives the same ids in every run with the same start time', async () => {
    const ids = [new FakeFlorin({ now: start }), new FakeFlorin({ now: start })].map((fake) =>
      openAccount(fake),
    );
    expect(await ids[0]).toBe(await ids[1]);
  });
});

describe('a failure', () => {
  test('that loses the answer moves the money, and the retry under the same key gets the answer', async () => {
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
  ] as const)(
    '%s moves nothing, and its error says whether the client knows that',
    async (failure, type, outcomeUnknown) => {
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
    },
  );

  test('by timeout ends when the client gives up, and a delay below the time limit only makes the call slow', async () => {
    const fake = new FakeFlorin();
    fake.failNext('timeout');
    const hurried = fake.client({ timeoutMs: 20, maxRetries: 0 });
    await expect(hurried.accounts.create()).rejects.toBeInstanceOf(TimeoutError);
    fake.delayNext(30);
    expect(await fake.client().accounts.create()).toMatchObject({ balance: 0 });
    fake.delayNext(60_000);
    await expect(hurried.accounts.create()).rejects.toBeInstanceOf(TimeoutError);
  });

  test('applies only to its operation, and to no request after clearFailures()', async () => {
    const fake = new FakeFlorin();
    fake.failNext('service_unavailable', { operation: 'debitAccount', times: 9 });
    const account_id = await openAccount(fake);
    fake.clearFailures();
    expect(await fake.client().transactions.debit({ account_id, amount: 1 })).toMatchObject({ amount: 1 });
  });
});

describe('an API key of the fake bank', () => {
  test('can do what its scopes allow until it is revoked', async () => {
    const fake = new FakeFlorin();
    const apiKey = fake.keyWith(['accounts:read']);
    const reader = fake.client({ apiKey });
    expect((await reader.accounts.list()).data).toEqual([]);
    await expect(reader.accounts.create()).rejects.toBeInstanceOf(PermissionError);
    fake.revokeKey(apiKey);
    await expect(reader.accounts.list()).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('needs the scopes of the fields that it sends, as at the bank', async () => {
    const fake = new FakeFlorin();
    const clerk = fake.client({ apiKey: fake.keyWith(['accounts:write']) });
    const freezer = fake.client({ apiKey: fake.keyWith(['accounts:freeze']) });
    const { id } = await clerk.accounts.create({ name: 'Ada' });
    await expect(clerk.accounts.create({ initial_balance: 1 })).rejects.toThrow(
      'This key lacks the scope transactions:write, which `initial_balance` needs.',
    );
    await expect(clerk.accounts.update(id, { overdraft_limit: 5 })).rejects.toThrow('accounts:limits');
    await expect(clerk.accounts.freeze(id)).rejects.toThrow('accounts:freeze');
    expect(await freezer.accounts.freeze(id)).toMatchObject({ status: 'frozen', overdraft_limit: 0 });
    await expect(freezer.accounts.update(id, { name: 'Bob' })).rejects.toThrow('accounts:write');
    await expect(freezer.accounts.create()).rejects.toBeInstanceOf(PermissionError);
  });
});

describe('an operation that the fake does not have', () => {
  test('is answered with not_faked until the test gives an answer', async () => {
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
