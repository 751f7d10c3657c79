import { inspect } from 'node:util';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import * as unruly from '../test/faulty-server.ts';
import { Florin, FlorinError, InsufficientFundsError, ServerError } from './index.ts';

afterEach(() => void jest.restoreAllMocks());

const accountId = 'acct_01m819eke0e209k3gghyc4dkah';
const transaction = { id: 'txn_01m819eke0es3v0j9qtsf6ysh6', type: 'debit', status: 'completed', amount: 50 };
const client = (server: unruly.UnrulyServer) =>
  new Florin({ apiKey: 'flk_secret', baseUrl: server.url, maxRetries: 0 });

describe('a posting', () => {
  test('returns the transaction, and withResponse() adds status, request id, key and attempts', async () => {
    await using server = await unruly.startUnrulyServer(
      unruly.answer(200, transaction, { 'x-request-id': 'req-1', 'idempotent-replayed': 'true' }),
    );
    const debit = client(server).transactions.debit(
      { account_id: accountId, amount: 50 },
      { idempotencyKey: 'order-1' },
    );
    expect(await debit).toEqual(transaction);
    expect(await debit.withResponse()).toMatchObject({
      data: transaction,
      replayed: true,
      status: 200,
      requestId: 'req-1',
      idempotencyKey: 'order-1',
      attempts: 1,
    });
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({ method: 'POST', url: '/transactions/debit' });
    expect(JSON.parse(server.requests[0]!.body)).toEqual({ account_id: accountId, amount: 50 });
  });

  test('that the account does not cover throws InsufficientFundsError with the failed transaction', async () => {
    const failed = { ...transaction, status: 'failed' };
    await using server = await unruly.startUnrulyServer(
      unruly.problem(400, 'insufficient_funds', { transaction: failed, request_id: 'req-2' }),
    );
    const refusal = await client(server)
      .transactions.debit({ account_id: accountId, amount: 51 })
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InsufficientFundsError);
    expect(refusal).toMatchObject({
      code: 'insufficient_funds',
      status: 400,
      requestId: 'req-2',
      outcomeUnknown: false,
    });
    expect((refusal as InsufficientFundsError).transaction).toEqual(failed);
    expect((refusal as InsufficientFundsError).idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ['an HTML page of a proxy', unruly.answer(200, '<html>Welcome to the hotel Wi-Fi</html>')],
    ['an empty body', unruly.answer(200, '')],
  ])('that is answered with %s throws a ServerError with an unknown outcome', async (_, behaviour) => {
    await using server = await unruly.startUnrulyServer(behaviour);
    const failure = client(server).transactions.credit({ account_id: accountId, amount: 1 });
    await expect(failure).rejects.toBeInstanceOf(ServerError);
    await expect(failure).rejects.toMatchObject({ code: 'unexpected_answer', outcomeUnknown: true });
  });
});

describe('a list', () => {
  test('requests page after page with its filters', async () => {
    await using server = await unruly.startUnrulyServer(
      unruly.answer(200, { data: [{ id: 'txn_3' }, { id: 'txn_2' }], has_more: true, next_cursor: 'c/2=' }),
      unruly.answer(200, { data: [{ id: 'txn_1' }], has_more: false, next_cursor: null }),
    );
    const ids: string[] = [];
    for await (const { id } of client(server).transactions.list({ account_id: accountId, limit: 2 }))
      ids.push(id);
    expect(ids).toEqual(['txn_3', 'txn_2', 'txn_1']);
    expect(server.requests.map((request) => request.url)).toEqual([
      `/transactions?account_id=${accountId}&limit=2`,
      `/transactions?account_id=${accountId}&limit=2&cursor=c%2F2%3D`,
    ]);
  });
});

describe('readiness', () => {
  test('of a server that cannot work is returned, not thrown', async () => {
    const body = { status: 'not_ready', checks: { database: { ok: false, required: true } } };
    await using server = await unruly.startUnrulyServer(unruly.answer(503, body));
    expect(await new Florin({ apiKey: 'k', baseUrl: server.url }).health.ready()).toEqual(body);
    expect(server.requests).toHaveLength(1);
  });

  test('throws an error when the answer is a problem', async () => {
    await using server = await unruly.startUnrulyServer(unruly.problem(503, 'service_unavailable'));
    await expect(client(server).health.ready()).rejects.toMatchObject({ code: 'service_unavailable' });
  });
});

describe('the raw client', () => {
  test('sends operations with the same retries and keys, and returns a problem instead of throwing it', async () => {
    await using server = await unruly.startUnrulyServer(
      unruly.problem(503, 'service_unavailable'),
      unruly.problem(400, 'insufficient_funds'),
    );
    const florin = new Florin({ apiKey: 'flk_secret', baseUrl: server.url });
    const { data, error, response } = await florin.raw.POST('/transactions/debit', {
      body: { account_id: accountId, amount: 51 },
    });
    expect(data).toBeUndefined();
    expect(error).toMatchObject({ code: 'insufficient_funds' });
    expect(response.status).toBe(400);
    const keys = server.requests.map((request) => request.headers['idempotency-key']);
    expect(keys[0]).toBeDefined();
    expect(keys[1]).toBe(keys[0]);
  });
});

describe('a client', () => {
  test('does not print its API key', async () => {
    const florin = new Florin({ apiKey: 'flk_secret', baseUrl: 'http://127.0.0.1:1', maxRetries: 0 });
    expect(inspect(florin, { depth: 9, showHidden: true })).not.toContain('flk_secret');
    expect(JSON.stringify(florin)).not.toContain('flk_secret');
    const failure = await florin.accounts.create().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(FlorinError);
    expect(inspect(failure, { depth: 9 })).not.toContain('flk_secret');
  });

  test('without apiKey or baseUrl throws an error that names it', () => {
    expect(() => new Florin({ apiKey: '', baseUrl: 'http://127.0.0.1:3000' })).toThrow('apiKey');
    expect(() => new Florin({ apiKey: 'flk_x', baseUrl: '' })).toThrow('baseUrl');
    expect(() => new Florin()).toThrow('FLORIN_URL');
    expect(() => new Florin({ baseUrl: 'http://127.0.0.1:3000' })).toThrow('FLORIN_API_KEY');
  });

  test('reads its key and its address from the environment, where it gets none', async () => {
    await using named = await unruly.startUnrulyServer(unruly.answer(200, { data: [], has_more: false }));
    await using other = await unruly.startUnrulyServer(unruly.answer(200, { data: [], has_more: false }));
    jest.replaceProperty(process, 'env', { FLORIN_API_KEY: 'flk_env', FLORIN_URL: named.url });
    await new Florin().accounts.list();
    await new Florin({ apiKey: 'flk_own' }).accounts.list();
    await new Florin({ baseUrl: other.url }).accounts.list();
    await new Florin({ accessToken: () => 'token', apiKey: undefined }).accounts.list();
    const keysAt = ({ requests }: unruly.UnrulyServer) =>
      requests.map(({ headers }) => headers.authorization);
    expect(keysAt(named)).toEqual(['Bearer flk_env', 'Bearer flk_own', 'Bearer token']);
    expect(keysAt(other)).toEqual(['Bearer flk_env']);
  });

  // As JavaScript without types calls it.
  const make = (options: unknown) => Reflect.construct(Florin, [options]);

  test.each([['flk_secret'], [null], [7]])(
    'of %p says what to pass, and does not repeat the key',
    (given) => {
      expect(() => make(given)).toThrow(TypeError);
      expect(() => make(given)).toThrow('Options are an object, such as { apiKey, baseUrl }.');
    },
  );

  test.each([
    ['apikey', 'apiKey'],
    ['api_key', 'apiKey'],
    ['url', 'baseUrl'],
    ['timeout', 'timeoutMs'],
    ['retries', 'maxRetries'],
    ['secret', 'clientSecret'],
  ])('refuses the option %s and names %s', (wrong, nearest) => {
    const options = { apiKey: 'flk_x', baseUrl: 'http://127.0.0.1:3000', [wrong]: 'x' };
    expect(() => make(options)).toThrow(`There is no option "${wrong}". The nearest is "${nearest}".`);
  });

  test.each([
    ['dryrun', 'dryRun'],
    ['idempotency_key', 'idempotencyKey'],
    ['retries', 'maxRetries'],
  ])('refuses the option %s of a call before it sends anything', async (wrong, nearest) => {
    await using server = await unruly.startUnrulyServer(unruly.answer(200, transaction));
    const options: object = { [wrong]: true };
    const debit = client(server).transactions.debit({ account_id: accountId, amount: 50 }, options);
    await expect(debit).rejects.toThrow(
      new TypeError(`There is no option "${wrong}". The nearest is "${nearest}".`),
    );
    expect(server.requests).toEqual([]);
  });
});
