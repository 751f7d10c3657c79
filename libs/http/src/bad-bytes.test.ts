import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { goodKey, listenApiServer } from '../test/api-server.ts';
import { exchange, openRaw, parseAnswer } from '../test/raw-connection.ts';
import { serverLimits } from './server-settings.ts';

type RunningServer = Awaited<ReturnType<typeof listenApiServer>>;
let server: RunningServer;
beforeAll(async () => void (server = await listenApiServer()));
afterAll(() => server.stop());

const auth = `Authorization: Bearer ${goodKey}\r\n`;
const json = 'Content-Type: application/json\r\n';

describe('input that is not HTTP is answered with a problem, and the connection ends', () => {
  test.each<[string, string | Buffer, number, string]>([
    ['nonsense', 'hello bank\r\n\r\n', 400, 'malformed_request'],
    ['random bytes', Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0xff]), 400, 'malformed_request'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'malformed_request'],
    ['an unknown method', 'STEAL /accounts HTTP/1.1\r\nHost: a\r\n\r\n', 400, 'malformed_request'],
    ['no Host', `GET /accounts HTTP/1.1\r\n${auth}Connection: close\r\n\r\n`, 400, 'malformed_request'],
    [
      'a header without a name',
      'GET /health/live HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n',
      400,
      'malformed_request',
    ],
    [
      'a NUL in a header',
      'GET /health/live HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n',
      400,
      'malformed_request',
    ],
    [
      'two lengths',
      `POST /accounts HTTP/1.1\r\nHost: a\r\n${auth}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
      400,
      'malformed_request',
    ],
    [
      'a length and chunks',
      `POST /accounts HTTP/1.1\r\nHost: a\r\n${auth}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
      400,
      'malformed_request',
    ],
    [
      'a negative length',
      `POST /accounts HTTP/1.1\r\nHost: a\r\n${auth}Content-Length: -2\r\n\r\n`,
      400,
      'malformed_request',
    ],
    [
      'a broken chunk',
      `POST /accounts HTTP/1.1\r\nHost: a\r\n${auth}${json}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
      400,
      'malformed_request',
    ],
    ...['0.9', '2.0'].map((version): [string, string, number, string] => [
      `HTTP/${version}`,
      `GET /health/live HTTP/${version}\r\nHost: a\r\n\r\n`,
      400,
      'malformed_request',
    ]),
    ...['host', 'Authorization', 'X-API-Key', 'Content-Type', 'IDEMPOTENCY-KEY'].map(
      (name): [string, string, number, string] => [
        `${name} twice`,
        `GET /accounts HTTP/1.1\r\nHost: a\r\n${`${name}: b\r\n`.repeat(2)}\r\n`,
        400,
        'malformed_request',
      ],
    ),
    [
      'a header of 20 KiB',
      `GET /health/live HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    ['a path of 20 KiB', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431, 'headers_too_large'],
    [
      'a thousand headers',
      `GET /health/live HTTP/1.1\r\nHost: a\r\n${Array.from({ length: 1_000 }, (_, n) => `X-${n}: ${'y'.repeat(20)}\r\n`).join('')}\r\n`,
      431,
      'headers_too_large',
    ],
    [
      'a megabyte of header',
      `GET /health/live HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(1_000_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
  ])('%s', async (_what, bytes, status, code) => {
    const answer = await exchange(server.port, bytes);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(JSON.parse(answer.body)).toMatchObject({
      status,
      code,
      request_id: answer.headers['x-request-id'],
    });
  });

  test('CONNECT gets an answer', async () => {
    const { ended, send } = openRaw(server.port);
    send('CONNECT bank:443 HTTP/1.1\r\nHost: bank:443\r\n\r\n');
    expect(await ended).toBe('');
  });
});

describe('a body that is larger than allowed', () => {
  test('gets 413 before the client has sent all of it', async () => {
    const { ended, send, socket } = openRaw(server.port);
    send(
      `POST /accounts HTTP/1.1\r\nHost: a\r\n${auth}${json}Content-Length: 50000000\r\nConnection: close\r\n\r\n`,
    );
    for (let n = 0; n < 20; n++) send('x'.repeat(100_000));
    const first = await new Promise<string>((resolve) =>
      socket.once('data', (text) => resolve(String(text))),
    );
    expect(parseAnswer(first)).toMatchObject({ status: 413 });
    socket.destroy();
    await ended;
  });

  test('gets 413 when it is sent in chunks without a length', async () => {
    const chunk = `2000\r\n${'x'.repeat(0x2000)}\r\n`;
    const answer = await exchange(
      server.port,
      `POST /accounts HTTP/1.1\r\nHost: a\r\n${auth}${json}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n${chunk.repeat(9)}0\r\n\r\n`,
    );
    expect(answer).toMatchObject({ status: 413 });
  });

  test('is refused for ordinary clients too, repeatedly over one connection', async () => {
    for (let n = 0; n < 5; n++) {
      const answer = await fetch(`${server.url}/accounts`, {
        method: 'POST',
        headers: { authorization: `Bearer ${goodKey}`, 'content-type': 'application/json' },
        body: 'x'.repeat(2_000_000),
      });
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ code: 'body_too_large' });
    }
  });
});

test('a client that is refused while it sends reads the answer, not a reset', async () => {
  const { ended, send, socket } = openRaw(server.port);
  const errors: Error[] = [];
  socket.on('error', (error) => errors.push(error));
  send('GET /health/live HTTP/1.1\r\nHost: a\r\nX: ');
  for (let n = 0; n < 20; n++) {
    send('x'.repeat(2_000));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(parseAnswer(await ended).status).toBe(431);
  expect(errors).toEqual([]);
  socket.destroy();
});

test('a refused body does not close the connection', async () => {
  const { ended, send } = openRaw(server.port);
  const request = (body: string, type = json) =>
    `POST /accounts HTTP/1.1\r\nHost: a\r\n${auth}${type}Content-Length: ${body.length}\r\n\r\n${body}`;
  send(request('{') + request('{}', 'Content-Type: text/plain\r\n') + request('x'.repeat(70_000)));
  send('GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
  const statuses = [...(await ended).matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));
  expect(statuses).toEqual([400, 415, 413, 200]);
});

test('malformed input after a valid request does not affect its answer', async () => {
  const answer = await exchange(server.port, 'GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n\0\0\0garbage');
  expect(answer.status).toBe(200);
});

describe('a request target has one meaning, for all paths', () => {
  const paths = [
    '/health/live',
    '/accounts',
    '/docs',
    '/docs/errors/not_found',
    '/openapi.json',
    '/transactions/debit',
  ];
  const ask = (target: string, method = 'GET') =>
    exchange(server.port, `${method} ${target} HTTP/1.1\r\nHost: a\r\n${auth}Connection: close\r\n\r\n`);
  /** Every letter percent-encoded, in both cases, and every second letter. */
  const respelt = (path: string) => {
    const encode = (each: string) => (each === '/' ? each : `%${each.charCodeAt(0).toString(16)}`);
    const all = [...path].map(encode).join('');
    return [
      all,
      all.toUpperCase(),
      [...path].map((each, at) => (at % 2 === 0 ? each : encode(each))).join(''),
    ];
  };

  test.each(paths)('%s is the same in every encoding', async (path) => {
    const { status, body } = await ask(path);
    const same = [`http://bank${path}`, `HTTPS://bank:8443${path}`, `${path}?`, ...respelt(path)];
    for (const target of same) {
      const answer = await ask(target);
      expect({ target, status: answer.status }).toEqual({ target, status });
      if (status === 200) expect(answer.body).toBe(body);
    }
    const wrongMethod = await Promise.all([path, ...same].map((target) => ask(target, 'DELETE')));
    expect(new Set(wrongMethod.map((each) => `${each.status} ${each.headers['allow']}`)).size).toBe(1);
    expect(wrongMethod[0]?.status).toBe(405);
  });

  test.each([...paths, '/nowhere'])(
    '%s with a fragment, or after an invalid prefix, is refused',
    async (path) => {
      const others = [
        `${path}#`,
        `${path}#/x`,
        `#${path}`,
        `${path}?a=1#b`,
        `http://bank${path}#x`,
        `http://bank#${path}`,
      ];
      for (const target of others) {
        const { status, body } = await ask(target);
        expect({ target, status, code: (JSON.parse(body) as { code: string }).code }).toEqual({
          target,
          status: 400,
          code: 'malformed_request',
        });
      }
    },
  );
});

describe('an expectation that cannot be met', () => {
  const request = (expect: string, more = '') =>
    `GET /health/live HTTP/1.1\r\nHost: a\r\nExpect: ${expect}\r\n${more}\r\n`;

  test('is refused with 417, and the connection stays open', async () => {
    const { ended, send } = openRaw(server.port);
    send(
      request('mercy') + request('100-continue, mercy') + request('100-continue', 'Connection: close\r\n'),
    );
    const received = await ended;
    const statuses = [...received.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));
    expect(statuses.filter((status) => status !== 100)).toEqual([417, 417, 200]);
    expect(received).toContain('"code":"expectation_failed"');
  });

  test('is refused at once after another request in the same packet', async () => {
    const { ended, send } = openRaw(server.port);
    const begin = performance.now();
    send(`GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n${request('mercy', 'Connection: close\r\n')}`);
    const statuses = [...(await ended).matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));
    expect(statuses).toEqual([200, 417]);
    // Well before the idle timeout of the connection.
    expect(performance.now() - begin).toBeLessThan(serverLimits.headersTimeoutMs);
  });

  test('of an HTTP/1.0 client is ignored', async () => {
    const answer = await exchange(server.port, 'GET /health/live HTTP/1.0\r\nExpect: mercy\r\n\r\n');
    expect(answer.status).toBe(200);
  });
});

test('several requests in one packet are all answered', async () => {
  const { ended, send } = openRaw(server.port);
  const request = (last: boolean) =>
    `GET /health/live HTTP/1.1\r\nHost: a\r\n${last ? 'Connection: close\r\n' : ''}\r\n`;
  send(request(false) + request(false) + request(true));
  expect((await ended).match(/HTTP\/1\.1 200/g)).toHaveLength(3);
});

test('an HTTP/1.0 client without a Host is served, and its connection closed', async () => {
  expect(await exchange(server.port, 'GET /health/live HTTP/1.0\r\n\r\n')).toMatchObject({ status: 200 });
});

test('after any bytes the server still serves others and never answers 5xx', async () => {
  const statuses = new Set<number>();
  await Promise.all(
    Array.from({ length: 200 }, async (_, n) => {
      const bytes = Buffer.from(
        Array.from({ length: 200 }, (_each, at) => (n * 7 + at * at * 31 + at) & 0xff),
      );
      const good = Buffer.from(
        `POST /accounts HTTP/1.1\r\nHost: a\r\n${auth}${json}Content-Length: 200\r\nConnection: close\r\n\r\n`,
      );
      const mixed = n % 2 === 0 ? bytes : Buffer.concat([good, bytes]);
      statuses.add((await exchange(server.port, mixed)).status);
    }),
  );
  for (const status of statuses) expect([400, 404, 422, 431]).toContain(status);
  expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
});
