/** While an answer is outstanding on a connection, the refusal of later input must not be mistaken for that answer. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accountId, apiHandlers, goodKey, listenApiServer, type Seen } from '../test/api-server.ts';
import { openRaw } from '../test/raw-connection.ts';

type Server = Awaited<ReturnType<typeof listenApiServer>>;

const seen: Seen = [];
const limits = { headersTimeoutMs: 150, requestTimeoutMs: 200, checkEveryMs: 20 };
let server: Server;
let answerDebits: () => void = () => {};
let mayAnswer: Promise<void> = Promise.resolve();

/** Its debits are answered when `answerDebits` is called. */
function openWaitingServer(): Promise<Server> {
  const { debitAccount, ...others } = apiHandlers(seen);
  return listenApiServer({
    limits,
    handlers: {
      ...others,
      debitAccount: async (request) => {
        const answer = await debitAccount(request);
        await mayAnswer;
        return answer;
      },
    },
  });
}

/** The number of refused connections so far. */
async function refusals(): Promise<number> {
  const text = await server.metrics.registry.getSingleMetricAsString('florin_http_broken_requests_total');
  return [...text.matchAll(/^florin_http_broken_requests_total\{.* (\d+)$/gm)].reduce(
    (sum, [, n]) => sum + Number(n),
    0,
  );
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await sleep(5);
}

beforeAll(async () => void (server = await openWaitingServer()));
afterAll(() => server.stop());
beforeEach(() => {
  seen.splice(0);
  mayAnswer = new Promise((resolve) => (answerDebits = resolve));
});

const body = JSON.stringify({ account_id: accountId, amount: 100 });
const head = `Host: a\r\nAuthorization: Bearer ${goodKey}\r\nContent-Type: application/json\r\n`;
const post = (path: string, headers: string, content = '') =>
  `POST ${path} HTTP/1.1\r\n${head}${headers}\r\n${content}`;
const debit = post('/transactions/debit', `Content-Length: ${body.length}\r\n`, body);
const chunked = 'Transfer-Encoding: chunked\r\n';

const refusedBehind: [what: string, bytes: string | Buffer][] = [
  ['two braces', '}}'],
  ['a newline and a word', '\r\nrubbish\r\n\r\n'],
  ['binary', Buffer.from([0x16, 0x03, 0x01, 0x00, 0xff])],
  ['an unknown method', 'STEAL / HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['a header without a name', 'GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n'],
  ['a NUL in a header', 'GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n'],
  ['two lengths', post('/accounts', 'Content-Length: 2\r\nContent-Length: 3\r\n', '{}')],
  ['a length and chunks', post('/accounts', `Content-Length: 2\r\n${chunked}`, '{}')],
  ['a broken chunk', post('/accounts', chunked, 'zz\r\n{}\r\n')],
  ['a broken chunk behind a good one', post('/accounts', chunked, '2\r\n{}\r\nzz\r\n')],
  ['a header of 20 KiB', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
  ['a header of a megabyte', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(1_000_000)}\r\n\r\n`],
  ['a header that stops in the middle', 'GET / HTTP/1.1\r\nHos'],
  ['a body that stops in the middle', post('/accounts', 'Content-Length: 100\r\n', '{')],
];

/** Sends the pieces, answers the debits once the later input was refused, and reads to the end. */
async function send(...pieces: { bytes: string | Buffer; afterMs?: number }[]): Promise<string> {
  const before = await refusals();
  const raw = openRaw(server.port);
  for (const { bytes, afterMs } of pieces) {
    if (afterMs !== undefined) await sleep(afterMs);
    raw.send(bytes);
  }
  await until(async () => (await refusals()) > before);
  answerDebits();
  const received = await raw.ended;
  raw.socket.destroy();
  return received;
}

const statusesIn = (received: string) =>
  [...received.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));
const together = (...all: (string | Buffer)[]) => Buffer.concat(all.map((each) => Buffer.from(each)));

describe('a debit gets its own answer, and then the connection ends, when it is followed by', () => {
  describe.each(refusedBehind)('%s', (_what, bytes) => {
    test('in the same packet', async () => {
      expect(statusesIn(await send({ bytes: together(debit, bytes) }))).toEqual([200]);
      expect(seen).toHaveLength(1);
    });

    test.each([1, 10, 100])('%s ms later', async (afterMs) => {
      expect(statusesIn(await send({ bytes: debit }, { bytes, afterMs }))).toEqual([200]);
    });

    test('after a second debit, which gets its own answer too', async () => {
      expect(statusesIn(await send({ bytes: together(debit, debit, bytes) }))).toEqual([200, 200]);
      expect(seen).toHaveLength(2);
    });
  });

  test('a body that is too large, which gets an answer of its own', async () => {
    const large = post('/accounts', 'Content-Length: 70000\r\nConnection: close\r\n', 'x'.repeat(70_000));
    const raw = openRaw(server.port);
    raw.send(together(debit, large));
    await until(() => seen.length === 1);
    answerDebits();
    expect(statusesIn(await raw.ended)).toEqual([200, 413]);
  });

  test('the end of the process', async () => {
    const closing = await openWaitingServer();
    const raw = openRaw(closing.port);
    raw.send(debit);
    await until(() => seen.length === 1);
    const stopped = closing.stop();
    raw.send(post('/accounts', 'Content-Length: 2\r\nConnection: close\r\n', '{}'));
    await sleep(100);
    answerDebits();
    expect(statusesIn(await raw.ended)[0]).toBe(200);
    await stopped;
  });
});

test('a request with a broken body is refused, although an earlier one was answered', async () => {
  const raw = openRaw(server.port);
  raw.send('GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n');
  await new Promise((resolve) => raw.socket.once('data', resolve));
  raw.send(post('/accounts', chunked, 'zz\r\n{}\r\n'));
  expect(statusesIn(await raw.ended)).toEqual([200, 400]);
  expect(seen).toEqual([]);
});

test('a request that was answered before its body turned out broken has one answer', async () => {
  const raw = openRaw(server.port);
  raw.send(`POST /accounts HTTP/1.1\r\nHost: a\r\n${chunked}\r\n`);
  await new Promise((resolve) => raw.socket.once('data', resolve));
  raw.send('zz\r\n');
  expect(statusesIn(await raw.ended)).toEqual([401]);
});
