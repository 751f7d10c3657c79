import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createLogger } from '@florin/service';
import { eventually } from '@florin/testing';
import {
  accountId,
  apiHandlers,
  goodKey,
  listenApiServer,
  type ApiServerChange,
} from '../test/api-server.ts';
import { exchange, openRaw } from '../test/raw-connection.ts';
import { Problem } from './index.ts';

type Line = { level: 'info' | 'warn' | 'error'; text: string } & Record<string, unknown>;
type Server = Awaited<ReturnType<typeof listenApiServer>>;

const closing: (() => unknown)[] = [];
afterEach(async () => void (await Promise.all(closing.splice(0).map((close) => close()))));

/** Opens an HTTP server and collects its log lines. */
async function openLoggedServer(change: ApiServerChange = {}): Promise<Server & { lines: Line[] }> {
  const lines: Line[] = [];
  const logger = createLogger({ service: 'test', level: 'silent' });
  for (const level of ['info', 'warn', 'error'] as const) {
    logger[level] = ((fields: object | string, text: string) => {
      // Fastify logs its address as a text without fields.
      if (typeof fields === 'object') lines.push({ level, text, ...fields });
    }) as never;
  }
  const contextChange = { logger, ...change.contextChange };
  const server = await listenApiServer({ ...change, contextChange });
  closing.push(() => server.app.close());
  return { ...server, lines: lines };
}

const post = (server: Server, path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${goodKey}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const debit = { account_id: accountId, amount: 100 };

/** Waits for lines of a server. A line is written after its answer. */
async function linesOf({ lines }: { lines: Line[] }, count = 1): Promise<Line[]> {
  for (let tries = 0; tries < 500 && lines.length < count; tries++) await sleep(10);
  await sleep(50);
  return lines;
}

describe('a refusal', () => {
  test.each([
    [
      'a field that is wrong',
      '/transactions/debit',
      { amount: 'x' },
      {},
      'validation_failed',
      'debitAccount',
    ],
    [
      'a key that is unknown',
      '/accounts',
      {},
      { authorization: 'Bearer flk_x' },
      'unauthenticated',
      'createAccount',
    ],
    ['a path that is not there', '/nowhere', {}, {}, 'not_found', 'unmatched'],
    [
      'a body that is no JSON',
      '/accounts',
      {},
      { 'content-type': 'text/plain' },
      'unsupported_media_type',
      'createAccount',
    ],
    ['a method that it does not have', '/fraud/rules', {}, {}, 'method_not_allowed', 'unmatched'],
  ])('because of %s is one line under its request id', async (_, path, body, headers, code, operation) => {
    const server = await openLoggedServer();
    const answer = await post(server, path, body, headers);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    const lines = await linesOf(server);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      request_id: answer.headers.get('x-request-id'),
      florin_request_id: answer.headers.get('florin-request-id'),
      status: answer.status,
      code,
      operation,
      ms: expect.any(Number),
    });
    expect(JSON.stringify(lines)).not.toContain('flk_');
  });

  test.each([
    ['garbage', 'garbage\r\n\r\n', 400],
    ['oversized headers', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['a broken percent-encoding', 'GET /% HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
    ['no Host', 'GET /accounts HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  ])('of malformed input is one line too: %s', async (_, bytes, status) => {
    const server = await openLoggedServer();
    const answer = await exchange(server.port, bytes);
    expect(answer.status).toBe(status);
    const lines = await linesOf(server);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ request_id: answer.headers['x-request-id'], status, level: 'info' });
  });

  test('is logged for each request with a key, and without a key up to a hundred times a second, with a count of the rest', async () => {
    const server = await openLoggedServer();
    const withKey = await Promise.all(Array.from({ length: 150 }, () => post(server, '/accounts', { x: 1 })));
    expect(new Set((await linesOf(server, 150)).map(({ request_id }) => request_id))).toEqual(
      new Set(withKey.map((answer) => answer.headers.get('x-request-id'))),
    );
    server.lines.splice(0);
    const headers = { authorization: 'Bearer flk_x' };
    const outsiders = 700;
    await Promise.all(Array.from({ length: outsiders }, () => post(server, '/accounts', {}, headers)));
    const singles = () => server.lines.filter(({ unlogged }) => unlogged === undefined).length;
    const counted = () => server.lines.reduce((sum, { unlogged }) => sum + ((unlogged as number) ?? 0), 0);
    await eventually(() => singles() + counted() >= outsiders);
    expect(singles() + counted()).toBe(outsiders);
    expect(singles()).toBeGreaterThanOrEqual(100);
  });
});

describe('a failure', () => {
  test('of the server is one line with its stack', async () => {
    const handlers = { ...apiHandlers(), debitAccount: () => Promise.reject(new Error('broken')) };
    const server = await openLoggedServer({ handlers });
    const answer = await post(server, '/transactions/debit', debit);
    expect(await linesOf(server)).toEqual([
      expect.objectContaining({
        level: 'error',
        request_id: answer.headers.get('x-request-id'),
        florin_request_id: answer.headers.get('florin-request-id'),
        operation: 'debitAccount',
        status: 500,
        code: 'internal_error',
        err: expect.objectContaining({ message: 'broken' }),
      }),
    ]);
  });

  test('of the database is one line per request, with the cause once a second', async () => {
    const cause = new Error('connection terminated');
    const handlers = {
      ...apiHandlers(),
      debitAccount: () => Promise.reject(new Problem('service_unavailable', { cause })),
    };
    const server = await openLoggedServer({ handlers });
    const answers = await Promise.all([1, 2, 3].map(() => post(server, '/transactions/debit', debit)));
    const lines = await linesOf(server, 3);
    expect(lines.map(({ request_id }) => request_id).sort()).toEqual(
      answers.map((answer) => answer.headers.get('x-request-id')).sort(),
    );
    expect(lines[0]).toMatchObject({ level: 'warn', status: 503, code: 'service_unavailable', err: cause });
    expect(lines.filter(({ err }) => err !== undefined).length).toBeLessThan(3);
  });
});

describe('a success', () => {
  test('is counted and not logged, unless the access log is on', async () => {
    const quiet = await openLoggedServer();
    expect((await post(quiet, '/transactions/debit', debit)).status).toBe(200);
    await sleep(50);
    expect(quiet.lines).toEqual([]);
    expect(await quiet.metrics.text()).toMatch(/operation="debitAccount",status="200"} 1/);

    const server = await openLoggedServer({ contextChange: { accessLog: true } });
    const answer = await post(server, '/transactions/debit', debit);
    expect(await linesOf(server)).toEqual([
      {
        level: 'info',
        text: 'answered',
        request_id: answer.headers.get('x-request-id'),
        florin_request_id: answer.headers.get('florin-request-id'),
        operation: 'debitAccount',
        status: 200,
        ms: expect.any(Number),
      },
    ]);
  });
});

describe('a client that disconnects', () => {
  const head = [
    'POST /transactions/debit HTTP/1.1',
    'Host: a',
    `Authorization: Bearer ${goodKey}`,
    'X-Request-Id: gone-1',
    'Content-Type: application/json',
  ];
  const gone = {
    level: 'info',
    text: 'the connection ended before the answer',
    request_id: 'gone-1',
    florin_request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    operation: 'debitAccount',
    status: 499,
    code: 'client_closed_request',
    ms: expect.any(Number),
  };

  async function expectGone(server: Server & { lines: Line[] }): Promise<void> {
    expect(await linesOf(server)).toEqual([gone]);
    const metrics = await server.metrics.text();
    expect(metrics).toMatch(/operation="debitAccount",status="499"} 1/);
    expect(metrics).not.toMatch(/operation="debitAccount",status="(200|400|500|503)"/);
  }

  test('while it sends its body is logged and counted as such, and not as an outage', async () => {
    const isOutage = (error: unknown) =>
      (error as { code?: string }).code === 'ECONNRESET' ? new Problem('service_unavailable') : undefined;
    const server = await openLoggedServer({ onError: isOutage });
    const raw = openRaw(server.port);
    raw.send([...head, 'Content-Length: 100', '', '{"account'].join('\r\n'));
    await sleep(100);
    raw.socket.destroy();
    await expectGone(server);
  });

  test('while its request is handled is logged and counted as well', async () => {
    let finish = (): void => {};
    const begun = Promise.withResolvers<void>();
    const handlers = {
      ...apiHandlers(),
      debitAccount: async (request: Parameters<ReturnType<typeof apiHandlers>['debitAccount']>[0]) => {
        begun.resolve();
        await new Promise<void>((resolve) => (finish = resolve));
        return apiHandlers().debitAccount(request);
      },
    };
    const server = await openLoggedServer({ handlers });
    const raw = openRaw(server.port);
    const body = JSON.stringify(debit);
    raw.send([...head, `Content-Length: ${body.length}`, '', body].join('\r\n'));
    await begun.promise;
    raw.socket.destroy();
    await linesOf(server);
    finish();
    await expectGone(server);
  });

  test('does not hide a bug of the server', async () => {
    let fail = (_error: Error): void => {};
    const begun = Promise.withResolvers<void>();
    const handlers = {
      ...apiHandlers(),
      debitAccount: () => {
        begun.resolve();
        return new Promise<never>((_resolve, reject) => (fail = reject));
      },
    };
    const server = await openLoggedServer({ handlers });
    const raw = openRaw(server.port);
    const body = JSON.stringify(debit);
    raw.send([...head, `Content-Length: ${body.length}`, '', body].join('\r\n'));
    await begun.promise;
    raw.socket.destroy();
    await linesOf(server);
    fail(new Error('broken'));
    const lines = await linesOf(server, 2);
    expect(lines[0]).toEqual(gone);
    expect(lines[1]).toMatchObject({ level: 'error', request_id: 'gone-1', err: expect.any(Error) });
  });
});
