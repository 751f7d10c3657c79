import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { goodKey, listenApiServer } from '../test/api-server.ts';
import { openRaw, parseAnswer } from '../test/raw-connection.ts';
import { serverLimits } from './server-settings.ts';

type RunningServer = Awaited<ReturnType<typeof listenApiServer>>;
let server: RunningServer;
const limits = { headersTimeoutMs: 600, requestTimeoutMs: 1_000, checkEveryMs: 100, keepAliveTimeoutMs: 700 };
beforeAll(async () => void (server = await listenApiServer({ limits })));
afterAll(() => server.stop());

const head = `POST /accounts HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${goodKey}\r\nContent-Type: application/json\r\n`;

async function timed(send: (raw: ReturnType<typeof openRaw>) => void) {
  const begin = performance.now();
  const raw = openRaw(server.port);
  send(raw);
  const received = await raw.ended;
  raw.socket.destroy();
  return { answer: parseAnswer(received), ms: performance.now() - begin };
}

function trickle({ send, socket }: ReturnType<typeof openRaw>, text: string) {
  let at = 0;
  const timer = setInterval(() => (socket.writable ? send(text[at++] ?? 'x') : clearInterval(timer)), 50);
  socket.on('close', () => clearInterval(timer));
}

function expectTimeout({ answer, ms }: Awaited<ReturnType<typeof timed>>) {
  expect(answer.status).toBe(408);
  expect(JSON.parse(answer.body)).toMatchObject({ code: 'request_timeout', status: 408 });
  expect(ms).toBeLessThan(serverLimits.headersTimeoutMs);
}

describe('a client that is too slow gets 408, and its connection is closed', () => {
  test('when it sends nothing', async () => expectTimeout(await timed(() => {})));

  test('when its headers stop in the middle', async () => {
    expectTimeout(await timed(({ send }) => send('GET /health/live HTTP/1.1\r\nHos')));
  });

  test('when its headers arrive byte by byte', async () => {
    expectTimeout(await timed((raw) => trickle(raw, `${head}${'X-Padding: x\r\n'.repeat(100)}`)));
  });

  test('when its body stops in the middle', async () => {
    expectTimeout(await timed(({ send }) => send(`${head}Content-Length: 100\r\n\r\n{"name":`)));
  });

  test('when its body arrives byte by byte', async () => {
    expectTimeout(
      await timed((raw) => {
        raw.send(`${head}Content-Length: 10000\r\n\r\n`);
        trickle(raw, ' ');
      }),
    );
  });
});

test('a thousand silent connections are closed, and other clients are not affected', async () => {
  const silent = Array.from({ length: 1_000 }, () => openRaw(server.port));
  const times: number[] = [];
  for (let n = 0; n < 20; n++) {
    const begin = performance.now();
    expect((await fetch(`${server.url}/health/live`)).status).toBe(200);
    times.push(performance.now() - begin);
  }
  const answers = await Promise.all(silent.map(({ ended }) => ended));
  for (const { socket } of silent) socket.destroy();
  expect(answers.every((answer) => answer.startsWith('HTTP/1.1 408'))).toBe(true);
  // A busy machine makes some of them slow; a server that is kept busy makes all of them slow.
  expect(times.sort((a, b) => a - b)[4]).toBeLessThan(250);
});

test('an idle connection is kept for a while after an answer, then closed', async () => {
  const begin = performance.now();
  const { ended, send } = openRaw(server.port);
  send('GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n');
  expect(parseAnswer(await ended).status).toBe(200);
  expect(performance.now() - begin).toBeGreaterThan(500);
});

test('the default limits have these values', () => {
  const node = server.app.server;
  expect(node.headersTimeout).toBe(limits.headersTimeoutMs);
  expect(serverLimits).toMatchObject({
    headersTimeoutMs: 5_000,
    requestTimeoutMs: 10_000,
    maxBodyBytes: 65_536,
  });
  expect(serverLimits.checkEveryMs).toBeLessThanOrEqual(1_000);
});
