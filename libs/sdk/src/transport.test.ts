import { describe, expect, test } from '@jest/globals';
import * as unruly from '../test/faulty-server.ts';
import { ConnectionError, TimeoutError } from './errors.ts';
import { delayBeforeMs } from './retry.ts';
import { send, type CallOptions, type TransportSettings } from './transport.ts';

const settings: TransportSettings = {
  bearer: () => 'flk_test',
  timeoutMs: 5_000,
  maxRetries: 2,
  retryDelayMs: delayBeforeMs,
  fetch: globalThis.fetch,
};
const ok = unruly.answer(200, { id: 'txn_1' });

function post(url: string, options: CallOptions = {}, headers: Record<string, string> = {}) {
  const request = new Request(`${url}/transactions/debit`, { method: 'POST', body: '{"amount":5}', headers });
  return send(request, settings, options);
}

function get(url: string, options: CallOptions = {}) {
  return send(new Request(`${url}/accounts`), settings, options);
}

/** Resolves when the first request has arrived: a busy machine may take long for it. */
async function arrival(server: { requests: readonly unknown[] }): Promise<void> {
  while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe('a precondition', () => {
  test.each([
    [{ ifVersion: 0 }, '"0"'],
    [{ ifMatch: '"2", "3"' }, '"2", "3"'],
    [{ ifVersion: 1, ifMatch: '"2"' }, '"2"'],
    [{}, undefined],
  ])('%j is sent as If-Match on every attempt', async (options, ifMatch) => {
    await using server = await unruly.startUnrulyServer(unruly.resetConnection, ok);
    await post(server.url, options);
    expect(server.requests.map(({ headers }) => headers['if-match'])).toEqual([ifMatch, ifMatch]);
  });
});

describe('a dry run', () => {
  test('is sent in the query, and its outcome is known even after a 503', async () => {
    await using server = await unruly.startUnrulyServer(unruly.problem(503, 'service_unavailable'));
    const sent = await post(server.url, { dryRun: true, maxRetries: 0 });
    expect(sent.outcomeUnknown).toBe(false);
    expect(server.requests[0]?.url).toBe('/transactions/debit?dry_run=true');
  });
});

describe('the transport', () => {
  test.each([
    ['a reset connection', unruly.resetConnection],
    ['a connection that breaks in the middle of a body', unruly.breakInTheMiddle],
    ['408', unruly.problem(408, 'request_timeout')],
    ['429', unruly.problem(429, 'rate_limited')],
    ['500', unruly.problem(500, 'internal')],
    ['503', unruly.problem(503, 'service_unavailable')],
    ['502 from a proxy', unruly.answer(502, '<html>Bad gateway</html>')],
    ['a busy account', unruly.problem(409, 'transaction_in_progress')],
    ['a request under the same key that is still running', unruly.problem(409, 'request_in_progress')],
  ])('retries after %s, with the same key and body', async (_, behaviour) => {
    await using server = await unruly.startUnrulyServer(behaviour, ok);
    const { response, attempts, idempotencyKey } = await post(server.url);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ id: 'txn_1' });
    expect(attempts).toBe(2);
    expect(idempotencyKey).toMatch(/^[0-9a-f-]{36}$/);
    expect(server.requests.map((request) => request.headers['idempotency-key'])).toEqual([
      idempotencyKey,
      idempotencyKey,
    ]);
    expect(server.requests.map((request) => request.body)).toEqual(['{"amount":5}', '{"amount":5}']);
  });

  test.each([
    ['a refusal', unruly.problem(400, 'insufficient_funds')],
    ['a wrong API key', unruly.problem(401, 'unauthenticated')],
    ['a closed account', unruly.problem(409, 'state_conflict')],
    ['a 409 without a problem', unruly.answer(409, 'conflict')],
    ['a redirect', unruly.answer(302, '', { location: '/elsewhere' })],
  ])('does not retry after %s', async (_, behaviour) => {
    await using server = await unruly.startUnrulyServer(behaviour, ok);
    const { response, attempts } = await post(server.url);
    expect(response.status).not.toBe(200);
    expect(attempts).toBe(1);
    expect(server.requests).toHaveLength(1);
  });

  test('does not retry after a busy account when the caller sent wait=0', async () => {
    await using server = await unruly.startUnrulyServer(unruly.problem(409, 'transaction_in_progress'), ok);
    const { response } = await post(server.url, { waitSeconds: 0 });
    expect(response.status).toBe(409);
    expect(server.requests.map((request) => request.headers.prefer)).toEqual(['wait=0']);
  });

  test('retries at most maxRetries times, and then returns the last answer', async () => {
    await using server = await unruly.startUnrulyServer(unruly.problem(503, 'service_unavailable'));
    const { response, attempts } = await post(server.url);
    expect(response.status).toBe(503);
    expect(attempts).toBe(3);
    expect(server.requests).toHaveLength(3);
    await post(server.url, { maxRetries: 0 });
    expect(server.requests).toHaveLength(4);
  });

  test('throws a ConnectionError that contains the key when no server listens', async () => {
    const server = await unruly.startUnrulyServer(ok);
    await server[Symbol.asyncDispose]();
    const failure = post(server.url, { idempotencyKey: 'order-17', maxRetries: 1 });
    await expect(failure).rejects.toBeInstanceOf(ConnectionError);
    await expect(failure).rejects.toMatchObject({
      code: 'connection_failed',
      idempotencyKey: 'order-17',
      outcomeUnknown: false,
    });
  });
});

describe('a call', () => {
  test('waits for the whole Retry-After before a retry', async () => {
    await using server = await unruly.startUnrulyServer(
      unruly.problem(503, 'service_unavailable', {}, { 'retry-after': '1' }),
      ok,
    );
    await post(server.url);
    const [first, second] = server.requests.map((request) => request.atMs);
    expect(second! - first!).toBeGreaterThanOrEqual(990);
  });

  test('returns the answer instead of waiting for a Retry-After of more than a minute', async () => {
    await using server = await unruly.startUnrulyServer(
      unruly.problem(429, 'rate_limited', {}, { 'retry-after': '3600' }),
      ok,
    );
    const { response, attempts } = await post(server.url);
    expect(response.status).toBe(429);
    expect(attempts).toBe(1);
  });

  test.each([
    ['does not answer', unruly.neverAnswer],
    ['stalls in the middle of a body', unruly.stallInTheMiddle],
  ])('throws a TimeoutError after the last attempt at a server that %s', async (_, behaviour) => {
    await using server = await unruly.startUnrulyServer(behaviour);
    const failure = post(server.url, { timeoutMs: 250, maxRetries: 1 });
    await expect(failure).rejects.toBeInstanceOf(TimeoutError);
    await expect(failure).rejects.toMatchObject({ code: 'timeout', outcomeUnknown: true });
    expect(server.requests).toHaveLength(2);
  });

  test("rejects with the reason of the caller's signal when the signal aborts an attempt", async () => {
    await using server = await unruly.startUnrulyServer(unruly.neverAnswer);
    const reason = new Error('the user went away');
    const controller = new AbortController();
    const rejected = expect(post(server.url, { signal: controller.signal })).rejects.toBe(reason);
    await arrival(server);
    controller.abort(reason);
    await rejected;
    expect(server.requests).toHaveLength(1);
  });

  test("rejects when the caller's signal aborts the wait between two attempts", async () => {
    await using server = await unruly.startUnrulyServer(
      unruly.problem(503, 'service_unavailable', {}, { 'retry-after': '20' }),
    );
    const caller = new AbortController();
    const call = expect(post(server.url, { signal: caller.signal })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    await arrival(server);
    await new Promise((resolve) => setTimeout(resolve, 80));
    const abortedMs = Date.now();
    caller.abort(new DOMException('too late', 'TimeoutError'));
    await call;
    expect(Date.now() - abortedMs).toBeLessThan(5_000);
    expect(server.requests).toHaveLength(1);
  });

  test('sends nothing when the signal is already aborted', async () => {
    await using server = await unruly.startUnrulyServer(ok);
    await expect(post(server.url, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(server.requests).toHaveLength(0);
  });
});

describe('a request', () => {
  test("keeps the caller's idempotency key, from the option or from the header", async () => {
    await using server = await unruly.startUnrulyServer(ok);
    await post(server.url, { idempotencyKey: 'by-option' });
    await post(server.url, {}, { 'Idempotency-Key': 'by-header' });
    expect(server.requests.map((request) => request.headers['idempotency-key'])).toEqual([
      'by-option',
      'by-header',
    ]);
  });

  test('has an idempotency key of its own, and none if it is a read', async () => {
    await using server = await unruly.startUnrulyServer(ok);
    await post(server.url);
    await post(server.url);
    await get(server.url);
    const keys = server.requests.map((request) => request.headers['idempotency-key']);
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBeUndefined();
  });

  test('has the API key, the request id and the wait in its headers', async () => {
    await using server = await unruly.startUnrulyServer(ok);
    await post(server.url, { requestId: 'req-7', waitSeconds: 3 });
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: 'Bearer flk_test',
      'x-request-id': 'req-7',
      prefer: 'wait=3',
    });
  });
});

describe('outcomeUnknown', () => {
  const lost = unruly.resetConnection;
  test.each([
    ['a lost answer, then success', [lost, ok], false],
    ['a lost answer, then a refusal by the bank', [lost, unruly.problem(400, 'insufficient_funds')], false],
    ['a lost answer, then a rate limit', [lost, unruly.problem(429, 'rate_limited')], true],
    ['a lost answer, then a wrong API key', [lost, unruly.problem(401, 'unauthenticated')], true],
    ['a lost answer, then a busy account', [lost, unruly.problem(409, 'transaction_in_progress')], true],
    ['a rate limit alone', [unruly.problem(429, 'rate_limited')], false],
    ['a 500', [unruly.problem(500, 'internal')], true],
    [
      'a request under the same key that is still running',
      [unruly.problem(409, 'request_in_progress')],
      true,
    ],
    ['an overloaded bank alone', [unruly.problem(503, 'overloaded')], false],
    [
      'an overloaded bank twice',
      [unruly.problem(503, 'overloaded'), unruly.problem(503, 'overloaded')],
      false,
    ],
    ['a lost answer, then an overloaded bank', [lost, unruly.problem(503, 'overloaded')], true],
    [
      'an overloaded bank, then a 504 from a gateway',
      [unruly.problem(503, 'overloaded'), unruly.answer(504, '')],
      true,
    ],
    ['a 503 service_unavailable', [unruly.problem(503, 'service_unavailable')], true],
    ['a 503 from a load balancer', [unruly.answer(503, 'no server')], true],
    ['a 408 from the bank', [unruly.problem(408, 'request_timeout')], false],
    ['a 408 from a proxy', [unruly.answer(408, '')], true],
  ])('is correct after %s', async (_, behaviours, unknown) => {
    await using server = await unruly.startUnrulyServer(...behaviours);
    const { outcomeUnknown } = await post(server.url, { maxRetries: behaviours.length - 1 });
    expect(outcomeUnknown).toBe(unknown);
  });

  test.each([
    ['no server listens', 'http://127.0.0.1:9'],
    ['the host has no address', 'http://bank.invalid'],
    ['fetch refuses the port', 'http://127.0.0.1:6000'],
  ])('is false when no connection was made, because %s', async (_, url) => {
    const failure = await post(url, { maxRetries: 1 }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConnectionError);
    expect(failure).toMatchObject({ code: 'connection_failed', outcomeUnknown: false });
  });

  test('is false after a TLS handshake that failed', async () => {
    await using server = await unruly.startUnrulyServer(ok);
    const failure = post(server.url.replace('http:', 'https:'), { maxRetries: 0 });
    await expect(failure).rejects.toMatchObject({ code: 'connection_failed', outcomeUnknown: false });
  });

  test('stays true after a lost answer when the next attempt makes no connection', async () => {
    const server = await unruly.startUnrulyServer(unruly.resetConnection);
    const failure = post(server.url, { maxRetries: 1 }).catch((error: unknown) => error);
    await arrival(server);
    await server[Symbol.asyncDispose]();
    expect(await failure).toMatchObject({ code: 'connection_failed', outcomeUnknown: true });
  });

  test('is false for a read that failed', async () => {
    await using server = await unruly.startUnrulyServer(unruly.problem(500, 'internal'));
    expect((await get(server.url, { maxRetries: 0 })).outcomeUnknown).toBe(false);
  });
});
