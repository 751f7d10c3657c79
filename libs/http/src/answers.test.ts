import { describe, expect, jest, test } from '@jest/globals';
import { createLogger, createMetrics } from '@florin/service';
import { account, accountId, apiHandlers, goodKey, openApiServer } from '../test/api-server.ts';
import { createConcurrencyLimits, defaultConcurrencyMax } from './concurrency-limits.ts';
import { Problem, type Handlers } from './index.ts';
import { createMeasurements } from './measurements.ts';

const headers = { authorization: `Bearer ${goodKey}` };
const jsonHeaders = { ...headers, 'content-type': 'application/json' };
const debit = JSON.stringify({ account_id: accountId, amount: 100 });

async function debitWith(handler: () => Promise<never>, onError?: (error: unknown) => Problem | undefined) {
  const logger = createLogger({ service: 'test', level: 'silent' });
  const logged = jest.spyOn(logger, 'error');
  const handlers: Handlers<'api'> = { ...apiHandlers(), debitAccount: handler };
  const { app } = await openApiServer({
    handlers,
    contextChange: { logger },
    ...(onError ? { onError } : {}),
  });
  const answer = await app.inject({
    method: 'POST',
    url: '/transactions/debit',
    headers: jsonHeaders,
    payload: debit,
  });
  return { answer, logged };
}

describe('a request that fulfils the contract', () => {
  test('opens an account without a body and without a content type', async () => {
    const { app, seen } = await openApiServer();
    const answer = await app.inject({ method: 'POST', url: '/accounts', headers });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ id: accountId, balance: 0, currency: 'USD' });
    expect(seen[0]?.request).toMatchObject({
      body: { initial_balance: 0, currency: 'USD', overdraft_limit: 0, metadata: {} },
      idempotencyKey: undefined,
      waitMs: 2_000,
      principal: { credentialId: 'key_good' },
    });
  });

  test('opens an account with an empty body of any declared type', async () => {
    const { app } = await openApiServer();
    for (const type of [
      'application/json',
      'application/json; charset=utf-8',
      'text/plain',
      'application/x-www-form-urlencoded',
    ]) {
      const typed = { ...headers, 'content-type': type, 'content-length': '0' };
      expect((await app.inject({ method: 'POST', url: '/accounts', headers: typed })).statusCode).toBe(200);
    }
  });

  test('reaches its handler with defaults filled in and otherwise unchanged', async () => {
    const { app, seen } = await openApiServer();
    const body = {
      account_id: accountId,
      amount: 999_999_999_999_999,
      reference: 'Müller 💰',
      metadata: { a: '' },
    };
    const url = '/transactions/credit';
    const withPrefer = { ...jsonHeaders, prefer: 'wait=0', 'idempotency-key': 'k-1' };
    const answer = await app.inject({ method: 'POST', url, headers: withPrefer, payload: body });
    expect(answer.json()).toMatchObject({ amount: 999_999_999_999_999, metadata: { a: '' } });
    expect(seen[0]?.request).toMatchObject({
      body: { ...body, currency: 'USD' },
      idempotencyKey: 'k-1',
      waitMs: 0,
    });
  });

  test('has numbers and texts in its query according to the contract', async () => {
    const { app, seen } = await openApiServer();
    await app.inject({
      url: '/transactions?limit=5&reference=17&created_from=2026-11-22T09%3A30%3A00%2B01%3A00',
      headers,
    });
    await app.inject({ url: '/accounts', headers });
    expect(seen.map(({ request }) => ({ ...(request as { query: object }).query }))).toEqual([
      { limit: 5, reference: '17', created_from: '2026-11-22T09:30:00+01:00' },
      { limit: 20 },
    ]);
  });

  test('does not share its defaults with the next request', async () => {
    const { app, seen } = await openApiServer();
    for (let n = 0; n < 2; n++) await app.inject({ method: 'POST', url: '/accounts', headers });
    const [first, second] = seen.map(
      ({ request }) => (request as { body: { metadata: object } }).body.metadata,
    );
    expect(first).not.toBe(second);
  });
});

describe('an answer', () => {
  test('has a media type, must not be cached, and contains the request id', async () => {
    const { app } = await openApiServer();
    const answer = await app.inject({ url: `/accounts/${accountId}`, headers });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'x-request-id': expect.stringMatching(/./),
    });
    expect(answer.json()).toEqual(account);
  });

  test('to HEAD is the answer to GET without the body', async () => {
    const { app } = await openApiServer();
    const answer = await app.inject({ method: 'HEAD', url: `/accounts/${accountId}`, headers });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe('');
    expect(Number(answer.headers['content-length'])).toBe(JSON.stringify(account).length);
    expect((await app.inject({ method: 'HEAD', url: '/accounts/nobody', headers })).statusCode).toBe(404);
  });

  test('carries the handler’s headers', async () => {
    const { app } = await openApiServer();
    expect((await app.inject({ method: 'POST', url: '/accounts', headers })).headers.etag).toBe('"0"');
  });

  test('without a field of the contract is an error of the server, not of the client', async () => {
    const { app } = await openApiServer({
      handlers: { ...apiHandlers(), getAccount: async () => ({ body: { id: accountId } as never }) },
    });
    const answer = await app.inject({ url: `/accounts/${accountId}`, headers });
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'internal_error' });
  });
});

describe('a refusal of a handler', () => {
  const transaction = { id: 'txn_1', anything: { deep: [1, null] } };

  test('is answered with all of its fields', async () => {
    const { answer } = await debitWith(() => {
      throw new Problem('insufficient_funds', {
        detail: 'The account has 0.50 USD (50) available; 0.51 USD (51) was requested.',
        transaction,
        headers: { 'idempotent-replayed': 'true' },
      });
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['idempotent-replayed']).toBe('true');
    expect(answer.json()).toEqual({
      type: 'http://localhost:80/docs/errors/insufficient_funds',
      title: 'Insufficient funds',
      status: 400,
      detail: 'The account has 0.50 USD (50) available; 0.51 USD (51) was requested.',
      instance: '/transactions/debit',
      code: 'insufficient_funds',
      request_id: answer.headers['x-request-id'],
      transaction,
    });
  });

  test('may have a detail of the app', async () => {
    class Busy extends Error {}
    const { answer } = await debitWith(
      () => Promise.reject(new Busy()),
      (error) =>
        error instanceof Busy ? new Problem('transaction_in_progress', { retryAfterSeconds: 3 }) : undefined,
    );
    expect(answer.statusCode).toBe(409);
    expect(answer.headers['retry-after']).toBe('3');
  });

  test('that is temporary says when to retry', async () => {
    const { answer } = await debitWith(() => Promise.reject(new Problem('service_unavailable')));
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
  });
});

describe('a bug', () => {
  test.each([
    ['an error', () => Promise.reject(new Error('password hunter2'))],
    [
      'an error with a status of its own',
      () => Promise.reject(Object.assign(new Error('hunter2'), { statusCode: 404 })),
    ],
    ['something that is no error', () => Promise.reject({ message: 'hunter2' })],
    ['nothing', () => Promise.reject(undefined)],
  ])('%s is logged, and answered without details', async (_what, handler) => {
    const { answer, logged } = await debitWith(handler as () => Promise<never>);
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'internal_error', status: 500 });
    expect(answer.body).not.toMatch(/hunter2|stack|at /);
    expect(logged).toHaveBeenCalledTimes(1);
  });
});

describe('operators', () => {
  test('see the times of each operation by status, and no text of a client', async () => {
    const { app, metrics } = await openApiServer();
    await app.inject({ url: `/accounts/${accountId}`, headers });
    await app.inject({ url: '/hunter2' });
    await app.inject({ url: '/accounts', method: 'DELETE' });
    await app.inject({ url: '/transactions/batch', headers });
    await app.inject({ url: '/health/live' });
    await app.inject({ url: '/health/ready' });
    for (const url of ['/docs', '/docs/errors', '/docs/errors/no_such_code', '/openapi.json'])
      await app.inject({ url });
    await app.metricsServer.inject({ url: '/hunter2' });
    await app.metricsServer.inject({ url: '/metrics' });
    await app.inject({ method: 'POST', url: '/transactions/debit', headers: jsonHeaders, payload: '{}' });
    const text = await metrics.registry.metrics();
    for (const [operation, status] of [
      ['getAccount', 200],
      ['debitAccount', 422],
      ['getLiveness', 200],
      ['getReadiness', 200],
      ['docs', 404],
    ]) {
      expect(text).toMatch(
        new RegExp(`florin_http_request_seconds_count{.*operation="${operation}",status="${status}"} 1`),
      );
    }
    expect(text).toMatch(/florin_http_request_seconds_count{.*operation="docs",status="200"} 3/);
    // Only requests that match no operation, on both servers.
    const unmatched = [...text.matchAll(/seconds_count{.*operation="unmatched",status="(\d+)"} (\d+)/g)];
    expect(unmatched.map(([, status, count]) => `${status} ${count}`).sort()).toEqual(['404 2', '405 2']);
    expect(text).toContain('florin_http_running_requests{service="test"} 0');
    expect(text).not.toContain('hunter2');
  });

  test('see why requests are refused, by the code of the answer', async () => {
    const { app, metrics } = await openApiServer();
    for (const _ of [1, 2]) await app.inject({ url: '/hunter2' });
    await app.inject({ url: '/accounts' });
    const text = await metrics.registry.metrics();
    expect(text).toMatch(/^florin_http_refusals_total{code="not_found".*} 2$/m);
    expect(text).toMatch(/^florin_http_refusals_total{code="unauthenticated".*} 1$/m);
  });

  test('have a bounded number of series, whatever clients are refused for', () => {
    const metrics = createMetrics('test');
    const measurements = createMeasurements(metrics, createConcurrencyLimits(defaultConcurrencyMax));
    const statuses = [400, 401, 403, 404, 405, 406, 408, 409, 412, 413, 415, 422, 429, 431, 499];
    for (let operation = 0; operation < 100; operation++) {
      for (const status of statuses) measurements.answered(`operation${operation}`, status, 1);
      for (const status of [200, 503]) measurements.answered(`operation${operation}`, status, 1);
    }
    const samples = (text: string) =>
      text.split('\n').filter((line) => line.startsWith('florin_http_request'));
    return metrics.registry.metrics().then((text) => {
      // 60 refusals, a success and a 503 for each operation, and one histogram for each other status: 16 series each.
      expect(samples(text).length).toBeLessThanOrEqual((60 + 2 * 100 + statuses.length) * 16);
      expect(text).toMatch(/request_seconds_count{.*operation="operation99",status="200"} 1/);
      expect(text).toMatch(/request_seconds_count{.*operation="operation99",status="503"} 1/);
      expect(text).toMatch(/request_seconds_count{.*operation="other",status="429"} 9\d/);
    });
  });

  test('see which dependency is missing when the process is not ready', async () => {
    const checks = { database: { ok: false, required: true, detail: 'no answer' } };
    const { app } = await openApiServer({
      contextChange: { readiness: async () => ({ ready: false, checks }) },
    });
    const answer = await app.metricsServer.inject('/health/ready');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ status: 'not_ready', checks });
    const inPublic = await app.inject('/health/ready');
    expect(inPublic.statusCode).toBe(503);
    expect(inPublic.json()).toEqual({ status: 'not_ready', checks: {} });
    expect((await app.inject('/health/live')).statusCode).toBe(200);
  });
});
