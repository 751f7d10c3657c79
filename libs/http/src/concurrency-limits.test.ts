import { NoPlace } from '@florin/service';
import { describe, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Worker } from 'node:worker_threads';
import {
  accountId,
  apiHandlers,
  emptyPage,
  goodKey,
  listenApiServer,
  openApiServer,
  tenantId,
} from '../test/api-server.ts';
import { FairTurns } from './fair-turns.ts';
import { keyAuthentication, Problem } from './index.ts';

const otherTenantId = tenantId.replace(/6$/, '7');

async function openLimitedServer(limits: { perTenant?: number; altogether?: number }) {
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  let running = 0;
  const listAccounts = () => {
    running += 1;
    return gate.then(() => ({ body: emptyPage }));
  };
  const handlers = { ...apiHandlers(), listAccounts };
  const scopes = new Set(['accounts:read']);
  const authenticate = keyAuthentication(async (key) => ({
    tenantId: key === goodKey ? tenantId : otherTenantId,
    credentialId: key,
    scopes,
  }));
  const { app, metrics } = await openApiServer({ handlers, limits, authenticate });
  const list = (key: string) => app.inject({ url: '/accounts', headers: { 'x-api-key': key } });
  /** Resolves when the handler has been called `count` times. */
  const areRunning = async (count: number) => {
    while (running < count) await new Promise(setImmediate);
  };
  return { list, release, metrics, areRunning };
}

describe('a large number of concurrent requests', () => {
  test('of one tenant is limited, and other tenants are still served', async () => {
    const { list, release, metrics, areRunning } = await openLimitedServer({ perTenant: 3 });
    const first = Array.from({ length: 3 }, () => list(goodKey));
    await areRunning(3);
    const refused = await list(goodKey);
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toMatchObject({ code: 'rate_limited' });
    expect(refused.headers).toMatchObject({
      'retry-after': '1',
      'ratelimit-limit': '3',
      'ratelimit-remaining': '0',
      'ratelimit-reset': '1',
    });
    const other = list('another');
    await areRunning(4);
    expect(await metrics.registry.metrics()).toContain('florin_http_running_requests{service="test"} 4');

    release();
    for (const { statusCode } of await Promise.all([...first, other])) expect(statusCode).toBe(200);
    expect((await list(goodKey)).statusCode).toBe(200);
    expect(await metrics.registry.metrics()).toContain('florin_http_running_requests{service="test"} 0');
  });

  test('with large bodies is limited before the bodies are read, and other tenants are still served', async () => {
    const open = Promise.withResolvers<void>();
    let running = 0;
    const postBatch = async () => {
      running += 1;
      await open.promise;
      throw new Problem('insufficient_funds');
    };
    const authenticate = keyAuthentication(async (key) => ({
      tenantId: key === goodKey ? tenantId : otherTenantId,
      credentialId: key,
      scopes: new Set(['transactions:write']),
    }));
    const handlers = { ...apiHandlers(), postBatch };
    const { app } = await openApiServer({ handlers, authenticate, limits: { largePerTenant: 2 } });
    const movement = { type: 'credit', account_id: accountId, amount: 1, description: 'd'.repeat(400) };
    const large = JSON.stringify({ movements: Array.from({ length: 200 }, () => movement) });
    const send = (key: string, payload: string) =>
      app.inject({
        method: 'POST',
        url: '/transactions/batch',
        headers: { 'x-api-key': key, 'content-type': 'application/json' },
        payload,
      });
    const first = [send(goodKey, large), send(goodKey, large), send('another', large)];
    while (running < 3) await new Promise(setImmediate);
    // It is not JSON, which nobody has seen.
    const refused = await send(goodKey, 'x'.repeat(large.length));
    expect(refused.json()).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(refused.headers['ratelimit-limit']).toBe('2');
    const small = send(goodKey, JSON.stringify({ movements: [movement] }));
    while (running < 4) await new Promise(setImmediate);
    open.resolve();
    const answers = await Promise.all([...first, small]);
    // The answered ones have left their places.
    answers.push(await send(goodKey, large));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([400, 400, 400, 400, 400]);
  });

  test('of a tenant that takes too much waits for its turn before its body is read', async () => {
    const turn = Promise.withResolvers<void>();
    const waiting = { begun: turn.promise, end: () => undefined };
    const enter = jest.spyOn(FairTurns.prototype, 'enter').mockReturnValueOnce(waiting);
    const scopes = new Set(['transactions:write']);
    const authenticate = keyAuthentication(async () => ({ tenantId, credentialId: 'one', scopes }));
    const { app } = await openApiServer({ authenticate });
    const answer = app.inject({
      method: 'POST',
      url: '/transactions/batch',
      headers: { 'x-api-key': goodKey, 'content-type': 'application/json' },
      payload: 'x'.repeat(60_000),
    });
    turn.reject(new NoPlace(7));
    // It is not JSON, which nobody has seen.
    expect((await answer).json()).toMatchObject({ status: 429, code: 'rate_limited' });
    // A batch costs as much as its movements.
    expect(enter).toHaveBeenCalledWith(tenantId, 301);
    enter.mockRestore();
  });

  test('of all tenants together gets `overloaded`', async () => {
    const { list, release, areRunning } = await openLimitedServer({ altogether: 2 });
    const first = [list(goodKey), list('another')];
    await areRunning(2);
    const refused = await list(goodKey);
    expect(refused.statusCode).toBe(503);
    expect(refused.json()).toMatchObject({ code: 'overloaded' });
    expect(refused.headers['retry-after']).toBe('1');
    release();
    await Promise.all(first);
  });

  test('that arrives while the process is busy is accepted as soon as it has time, not a second later', async () => {
    const { app, port } = await listenApiServer();
    try {
      // The kernel of a client that found the queue full tries again after a second. On a busy machine all of it may take
      // a second anyway, so the fastest of five tries counts.
      const longest: number[] = [];
      for (let tries = 0; tries < 5 && !longest.some((ms) => ms < 950); tries++)
        longest.push(await longestOfManyConnects(port));
      expect(Math.min(...longest)).toBeLessThan(950);
    } finally {
      await app.close();
    }
  });

  test('that retries at once when it is refused does not delay the accepted requests', async () => {
    const { app, port } = await listenApiServer({ limits: { perTenant: 0 } });
    const flood = new Worker(retryingClients, {
      eval: true,
      workerData: { port, connections: 3_000, forMs: 5_000, request: posting },
    });
    try {
      const [answers, turnMsMax] = await Promise.all([
        answersTo(flood),
        longestTurnUntil(once(flood, 'exit')),
      ]);
      expect(Object.keys(answers)).toEqual(['429']);
      // Each connection had at most two answers, because its refusals wait. Without that, they were ten thousand.
      expect(answers['429']).toBeGreaterThan(50);
      expect(answers['429']).toBeLessThan(7_500);
      // Without pauses, the delay lasted as long as the clients retried.
      expect(turnMsMax).toBeLessThan(4_000);
    } finally {
      await app.close();
    }
  });
});

const posting = [
  'POST /transactions/credit HTTP/1.1',
  'host: here',
  `authorization: Bearer ${goodKey}`,
  'content-type: application/json',
  'content-length: 2',
  '',
  '{}',
].join('\r\n');

/** How long the slowest of 800 connections waits, all made in one turn of the event loop. */
async function longestOfManyConnects(port: number): Promise<number> {
  const begin = performance.now();
  const waits = Array.from({ length: 800 }, async () => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    const waitedMs = performance.now() - begin;
    socket.destroy();
    return waitedMs;
  });
  return Math.max(...(await Promise.all(waits)));
}

/** Counts answers by status. Each connection sends its next request when it has an answer. */
const retryingClients = `
  const { connect } = require('node:net');
  const { parentPort, workerData: { port, connections, forMs, request } } = require('node:worker_threads');
  const answers = {};
  const sockets = Array.from({ length: connections }, () => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.setEncoding('latin1').on('error', () => undefined).on('data', (text) => {
      for (const [, status] of text.matchAll(/^HTTP\\/1.1 (\\d+)/gm)) {
        answers[status] = (answers[status] ?? 0) + 1;
        socket.write(request);
      }
    });
    return socket;
  });
  setTimeout(() => {
    for (const socket of sockets) socket.destroy();
    parentPort.postMessage(answers);
  }, forMs);
`;

async function answersTo(flood: Worker): Promise<Record<string, number>> {
  const [answers] = (await once(flood, 'message')) as [Record<string, number>];
  return answers;
}

/** Milliseconds between turns of this process's event loop. */
async function longestTurnUntil(end: Promise<unknown>): Promise<number> {
  let [longest, began, ended] = [0, performance.now(), false];
  void end.then(() => (ended = true));
  while (!ended) {
    await new Promise(setImmediate);
    longest = Math.max(longest, performance.now() - began);
    began = performance.now();
  }
  return longest;
}
