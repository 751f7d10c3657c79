import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  accountId,
  apiKeys,
  createContext,
  goodKey,
  openApiServer,
  tenantId,
  type ApiServerChange,
} from '../test/api-server.ts';
import { fraudHandlers } from '../test/fraud-handlers.ts';
import { exchange } from '../test/raw-connection.ts';
import { endlessAnswers, startRawServer } from '@florin/testing';
import { createCallSigner, keyPairFrom } from './assertions.ts';
import { createHttpServer, Problem, type OperationRequest } from './index.ts';
import { apiAuthenticationOf } from './internal-settings.ts';

const headers = {
  authorization: `Bearer ${goodKey}`,
  'x-request-id': 'request-1',
  'idempotency-key': 'once',
};
const closing: (() => unknown)[] = [];
afterEach(async () => void (await Promise.all(closing.splice(0).map((close) => close()))));

async function openFraudServer(
  answer: (request: OperationRequest<'listFraudAlerts'>) => Promise<never> | never,
) {
  const { context, stop } = createContext();
  const handlers = fraudHandlers(async (request) => answer(request));
  const authenticate = apiAuthenticationOf('fraud', { API_ASSERTION_PUBLIC_KEYS: [apiKeys.publicKey] });
  const app = await createHttpServer({ service: 'fraud', context, authenticate, handlers });
  closing.push(stop);
  return app.listen({ host: '127.0.0.1', port: 0 });
}

async function openForeignServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => (server.closeAllConnections(), server.close()));
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

async function ask(fraud: string, url = '/fraud/alerts', change: ApiServerChange = {}) {
  const elsewhere = { notifications: 'http://127.0.0.1:1', analytics: 'http://127.0.0.1:1' };
  const { app } = await openApiServer({ forward: { fraud, ...elsewhere }, ...change });
  return app.inject({ url, headers });
}

describe('an operation of another app', () => {
  test('is requested on behalf of the tenant, and its answer is returned', async () => {
    let seen: OperationRequest<'listFraudAlerts'> | undefined;
    const page = { data: [], has_more: true, next_cursor: 'abc' };
    const url = await openFraudServer(async (request) => {
      seen = request;
      return { body: page } as never;
    });
    const answer = await ask(`${url}/`, `/fraud/alerts?account_id=${accountId}&limit=3`);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual(page);
    expect(seen?.actor).toMatchObject({
      type: 'api_key',
      id: 'key_good',
      requestId: answer.headers['florin-request-id'],
      correlationId: 'request-1',
      address: '127.0.0.1',
    });
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(seen).toMatchObject({
      query: { account_id: accountId, limit: 3 },
      principal: { tenantId },
      requestId: 'request-1',
    });
    expect(seen?.principal.scopes.has('fraud:read')).toBe(true);
    expect(seen?.principal.credentialId).toBe('key_good');
    expect(seen?.idempotencyKey).toBe('once');
    expect(seen?.headers['x-api-key']).toBeUndefined();
  });

  test('is requested at the URL of the app, whatever target the client sends, and HEAD has its length', async () => {
    const url = await openFraudServer(
      async () => ({ body: { data: [], has_more: false, next_cursor: null } }) as never,
    );
    const { app } = await openApiServer({
      forward: { fraud: url, notifications: url, analytics: url },
    });
    closing.push(() => app.close());
    const port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
    const asProxy = (target: string, method = 'GET') =>
      exchange(
        port,
        `${method} ${target} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${goodKey}\r\nConnection: close\r\n\r\n`,
      );
    expect((await asProxy('http://elsewhere/fraud/alerts?limit=1')).status).toBe(200);
    // The root of this server, not of the app.
    expect((await asProxy('http://elsewhere?limit=1')).body).toContain('/openapi.json');
    const head = await asProxy('/fraud/alerts', 'HEAD');
    expect(head).toMatchObject({ status: 200, body: '' });
    expect(Number(head.headers['content-length'])).toBeGreaterThan(10);
  });

  test('is refused by this server when the request is wrong', async () => {
    const answer = await ask('http://127.0.0.1:1', '/fraud/alerts?limit=0');
    expect(answer.statusCode).toBe(422);
  });

  test('is refused by the app with the same texts', async () => {
    const url = await openFraudServer(() => {
      throw new Problem('invalid_cursor');
    });
    const answer = await ask(url, '/fraud/alerts?cursor=forged');
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json()).toMatchObject({
      code: 'invalid_cursor',
      instance: '/fraud/alerts',
      request_id: 'request-1',
    });
  });

  const outsiders: [string, RequestListener][] = [
    ['hangs up', (request) => request.socket.destroy()],
    ['answers with a page of its own', (_request, response) => response.writeHead(502).end('<html>')],
    ['leads elsewhere', (_request, response) => response.writeHead(302, { location: '/' }).end()],
    [
      'breaks off',
      (_request, response) =>
        void response.writeHead(200, { 'content-length': '9' }).write('{', () => response.destroy()),
    ],
  ];
  test.each(outsiders)('is unavailable when the app %s', async (_what, listener) => {
    const answer = await ask(await openForeignServer(listener));
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.json()).toMatchObject({
      code: 'service_unavailable',
      detail: 'The fraud service gave no answer; the outcome is unknown.',
    });
  });

  test('is `overloaded` when nothing listens there, the host is unknown, or the assertion is refused', async () => {
    const notBegun = {
      code: 'overloaded',
      detail: 'The fraud service cannot be reached; nothing was changed.',
    };
    const gone = await openForeignServer(() => {});
    await closing.pop()?.();
    for (const nowhere of [gone, 'http://fraud.invalid']) {
      const answer = await ask(nowhere);
      expect({ status: answer.statusCode, ...answer.json() }).toMatchObject({ status: 503, ...notBegun });
      expect(answer.headers['retry-after']).toBe('1');
    }
    const url = await openFraudServer(() => {
      throw new Problem('internal_error');
    });
    const signCall = createCallSigner('api', keyPairFrom('another secret', 'api').privateKey);
    const outsider = await ask(url, '/fraud/alerts', { signCall });
    expect({ status: outsider.statusCode, ...outsider.json() }).toMatchObject({ status: 503, ...notBegun });
  });

  test('is given up after five seconds', async () => {
    const begin = performance.now();
    expect((await ask(await openForeignServer(() => {}))).statusCode).toBe(503);
    expect(performance.now() - begin).toBeGreaterThan(4_500);
    expect(performance.now() - begin).toBeLessThan(15_000);
  });

  test('is given up after five seconds, even if the answer continues without an end', async () => {
    const left = endlessAnswers.map(({ answer }) => answer);
    const server = await startRawServer((socket) => left.pop()!(socket));
    closing.push(() => server.close());
    const fraud = `http://127.0.0.1:${server.port}`;
    const forward = { fraud, notifications: fraud, analytics: fraud };
    const { app } = await openApiServer({ forward });
    const begin = performance.now();
    const requested = endlessAnswers.map(() => app.inject({ url: '/fraud/alerts', headers }));
    const statuses = (await Promise.all(requested)).map(({ statusCode }) => statusCode);
    expect(left).toEqual([]);
    expect(statuses).toEqual(endlessAnswers.map(() => 503));
    expect(performance.now() - begin).toBeLessThan(30_000);
  });
});
