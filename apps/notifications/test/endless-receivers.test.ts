import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { endlessAnswers, eventually, itemAt, startRawServer, type RawServer } from '@florin/testing';
import { createMailChannel } from '../src/mail/mail-channel.ts';
import { createWebhookChannel } from '../src/webhook-channel.ts';
import { createPostWebhook } from '../src/webhooks/post-webhook.ts';
import type { DueNotification } from '../src/channel.ts';
import { startReceiver } from './webhook-receiver.ts';
import { openPolicy, openWebhookScene, type WebhookScene } from './webhook-scene.ts';

const timeoutMs = 600;
/** An attempt that takes this long, much longer than its time limit, is endless. */
const endlessAfterMs = 10_000;
const servers: RawServer[] = [];
afterAll(async () => void (await Promise.all(servers.map((server) => server.close()))));

async function start(...how: Parameters<typeof startRawServer>): Promise<RawServer> {
  const server = await startRawServer(...how);
  servers.push(server);
  return server;
}

/** Expects that the attempt ends in time and leaves no connection open. */
async function inTime<T>(attempt: Promise<T>, server: RawServer): Promise<T> {
  const late = sleep(endlessAfterMs, undefined, { ref: false }).then(() => {
    throw new Error('the attempt did not end');
  });
  const outcome = await Promise.race([attempt, late]);
  // The server's own half of a connection may still be open.
  await eventually(() =>
    [...server.connections].every(({ readableEnded, destroyed }) => readableEnded || destroyed),
  );
  return outcome;
}

const notification: DueNotification = {
  ...{
    id: 'ntf_1',
    accountId: 'acct_1',
    eventId: 'evt_1',
    kind: 'transaction_completed',
    title: 't',
    body: 'b',
  },
  ...{ createdAt: '2026-01-01T00:00:00Z', language: 'en', recipient: 'ada@example.com', eventData: {} },
  ...{ attempt: 1, lostAttempts: 0 },
};

/** Runs all cases at once, when the first test wants its outcome: each lasts until its deadline. */
function sideBySide<Case, T>(cases: readonly Case[], run: (each: Case) => Promise<T>) {
  let outcomes: Promise<T>[] | undefined;
  return (index: number): Promise<T> => {
    if (!outcomes) {
      outcomes = cases.map(run);
      // The test of each case sees its failure.
      for (const outcome of outcomes) outcome.catch(() => undefined);
    }
    return itemAt(outcomes, index);
  };
}

describe('a receiver that', () => {
  const webhook = sideBySide(endlessAnswers, async ({ answer }) => {
    const server = await start(answer);
    const post = createPostWebhook({ policy: openPolicy, resolve: async () => [], timeoutMs });
    const url = `http://127.0.0.1:${server.port}/`;
    return inTime(post({ url, headers: {}, body: '{}' }), server);
  });
  const forOperator = sideBySide(endlessAnswers, async ({ answer }) => {
    const server = await start(answer);
    const channel = createWebhookChannel({ url: `http://127.0.0.1:${server.port}/`, timeoutMs });
    return inTime(channel.deliver(notification), server);
  });

  describe.each(endlessAnswers.map((each, index) => ({ ...each, index })))(
    '$what',
    ({ answersWith, what, index }) => {
      test('has its webhook ended by its deadline', async () => {
        const status = what.startsWith('switches') ? 101 : (answersWith ?? null);
        expect(await webhook(index)).toMatchObject({ status });
      });

      test('has a notification for the operator ended by its deadline', async () => {
        expect((await forOperator(index)).delivered).toBe(answersWith === 200);
      });
    },
  );
});

test('an attempt ends by the deadline if the TLS handshake never ends', async () => {
  const server = await start(() => undefined);
  const post = createPostWebhook({ policy: openPolicy, resolve: async () => [], timeoutMs });
  const reply = await inTime(
    post({ url: `https://127.0.0.1:${server.port}/`, headers: {}, body: '{}' }),
    server,
  );
  expect(reply).toEqual({ status: null, failure: `no answer within ${timeoutMs} ms` });
});

test('an attempt ends by the deadline if the lookup of its host never ends', async () => {
  const post = createPostWebhook({
    policy: openPolicy,
    resolve: () => new Promise(() => undefined),
    timeoutMs,
  });
  const reply = await post({ url: 'http://hooks.example/', headers: {}, body: '{}' });
  expect(reply).toEqual({ status: null, failure: `no answer within ${timeoutMs} ms` });
});

describe('a mail server that', () => {
  const repeat = (text: string) => (socket: Parameters<Parameters<typeof startRawServer>[0]>[0]) => {
    const timer = setInterval(() => socket.writable && socket.write(text), 20);
    socket.on('close', () => clearInterval(timer));
  };
  const nothing = () => undefined;
  const cases: [string, string, Parameters<typeof startRawServer>][] = [
    ['sends nothing', 'smtp', [nothing]],
    ['greets endlessly', 'smtp', [nothing, repeat('220-hello\r\n')]],
    ['sends one byte at a time', 'smtp', [nothing, repeat('2')]],
    ['lists extensions endlessly', 'smtp', [repeat('250-X\r\n'), (socket) => socket.write('220 hello\r\n')]],
    ['closes its half', 'smtp', [nothing, (socket) => void socket.end()]],
    ['closes its half after greeting', 'smtp', [nothing, (socket) => void socket.end('220 hello\r\n')]],
    ['never ends its TLS handshake', 'smtps', [nothing]],
  ];

  const twoMails = sideBySide(cases, async ([, scheme, how]) => {
    const server = await start(...how);
    const url = `${scheme}://127.0.0.1:${server.port}`;
    const channel = createMailChannel({ url, from: 'bank@florin.example', timeoutMs, concurrency: 1 });
    try {
      // With one connection, the second mail is sent only when the first has released it.
      return [
        await inTime(channel.deliver(notification), server),
        await inTime(channel.deliver(notification), server),
      ];
    } finally {
      channel.close();
    }
  });

  test.each(cases.map(([what], index) => [what, index] as const))(
    '%s does not block a connection for longer than the deadline',
    async (_what, index) => {
      const failed = expect.objectContaining({ delivered: false, retry: true });
      expect(await twoMails(index)).toEqual([failed, failed]);
    },
  );
});

describe('endless receivers', () => {
  let scene: WebhookScene;
  beforeAll(async () => {
    scene = await openWebhookScene();
  });
  afterEach(() => scene.quiet());
  afterAll(() => scene?.close());

  test('of every kind, ten events each, block neither a working endpoint nor the app', async () => {
    const endless = await Promise.all(endlessAnswers.map(({ answer }) => start(answer)));
    for (const { port } of endless) await scene.register(`http://127.0.0.1:${port}/`);
    await scene.handleEvents(scene.events(10));
    scene.send({ timeoutMs, concurrency: 20, perEndpoint: 10, retrySeconds: [] });
    await eventually(async () => (await scene.list({ status: 'pending' })).length === 0, {
      withinMs: 120_000,
    });
    const good = await startReceiver();
    try {
      const { id } = await scene.register(good.url);
      await scene.handleEvents(scene.events(5));
      await eventually(
        async () => (await scene.list({ endpoint_id: id, status: 'delivered' })).length === 5,
        { withinMs: 120_000 },
      );
    } finally {
      await scene.quiet();
      await good.close();
    }
  }, 300_000);
});
