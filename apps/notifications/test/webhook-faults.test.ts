import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer, type AddressInfo } from 'node:net';
import { eventually } from '@florin/testing';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';
import { checkEndpoint } from '../src/webhooks/check-endpoint.ts';
import { findEndpoint, updateEndpoint } from '../src/webhooks/endpoint-store.ts';
import { openPolicy, openWebhookScene, type WebhookScene } from './webhook-scene.ts';

let scene: WebhookScene;
let bad: WebhookReceiver;
let good: WebhookReceiver;

beforeAll(async () => {
  scene = await openWebhookScene();
});

beforeEach(async () => {
  [bad, good] = await Promise.all([startReceiver(), startReceiver()]);
});

afterEach(async () => {
  await scene.quiet();
  await Promise.all([bad.close(), good.close()]);
});

afterAll(async () => {
  await scene?.close();
});

const endpointOf = (id: string) =>
  scene.database.read((unit) => findEndpoint(unit, { tenantId: scene.tenantId, id }));

describe('an endpoint that answers', () => {
  test('500 gets the event again under the same id until the schedule ends', async () => {
    bad.behave((response) =>
      response.writeHead(500, { 'content-type': 'text/plain' }).end('oh\u0000\u001b[31m no'),
    );
    const { id } = await scene.register(bad.url);
    await scene.handleEvents(scene.events(1));
    scene.send({ retrySeconds: [1, 1] });
    const failed = await scene.settled(id, 'failed');
    expect(failed).toMatchObject({
      attempt_count: 3,
      last_response_status: 500,
      last_failure: 'answered 500',
    });
    const [first, second, third] = bad.received;
    expect(bad.received.map((each) => each.id)).toEqual([failed.id, failed.id, failed.id]);
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(990);
    expect(third!.at - second!.at).toBeGreaterThanOrEqual(990);
    const attempts = await scene.attempts(failed.id);
    expect(attempts.map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(attempts[0]).toMatchObject({ response_status: 500, response_excerpt: 'oh\uFFFD\uFFFD[31m no' });
    expect((await endpointOf(id))?.failing_since).not.toBeNull();
  });

  test('a redirect is not followed', async () => {
    bad.behave((response) => response.writeHead(301, { location: good.url }).end());
    const { id } = await scene.register(bad.url);
    await scene.handleEvents(scene.events(1));
    scene.send({ retrySeconds: [] });
    expect(await scene.settled(id, 'failed')).toMatchObject({ last_response_status: 301 });
    expect(good.received).toEqual([]);
  });

  test('410 is disabled and gets no further attempts', async () => {
    bad.behave((response) => response.writeHead(410).end());
    const { id } = await scene.register(bad.url);
    await scene.handleEvents(scene.events(1));
    scene.send({ retrySeconds: [1, 1] });
    expect(await scene.settled(id, 'failed')).toMatchObject({ attempt_count: 1 });
    expect(await endpointOf(id)).toMatchObject({ enabled: false, disabled_reason: 'gone' });
    await scene.handleEvents(scene.events(1));
    expect(await scene.list()).toHaveLength(1);
  });

  test('a billion bytes counts as delivered, and is cut off after a fraction', async () => {
    let written = 0;
    bad.behave((response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(64 * 1024, 'x');
      const write = () => {
        while (!response.destroyed && written < 1e9) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', write);
        }
      };
      write();
    });
    const { id } = await scene.register(bad.url);
    await scene.handleEvents(scene.events(1));
    scene.send();
    const { id: delivery } = await scene.settled(id, 'delivered');
    expect(written).toBeLessThan(50e6);
    expect((await scene.attempts(delivery))[0]!.response_excerpt).toBe('x'.repeat(1_024));
  });

  test('one byte a second runs into the time limit before its status is complete', async () => {
    const trickle = createServer((socket) => {
      const text = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';
      let sent = 0;
      const timer = setInterval(() => void (sent < text.length && socket.write(text[sent++]!)), 1_000);
      socket.on('close', () => clearInterval(timer)).on('error', () => undefined);
    });
    await new Promise<void>((listening) => trickle.listen(0, '127.0.0.1', listening));
    try {
      const { id } = await scene.register(`http://127.0.0.1:${(trickle.address() as AddressInfo).port}/`);
      await scene.handleEvents(scene.events(1));
      scene.send({ retrySeconds: [], timeoutMs: 1_500 });
      const failed = await scene.settled(id, 'failed');
      expect(failed).toMatchObject({ last_response_status: null, last_failure: 'no answer within 1500 ms' });
    } finally {
      await new Promise((closed) => trickle.close(closed));
    }
  });

  test('503 with a Retry-After beyond the schedule gets the next attempt at that time', async () => {
    bad.behave((response, _webhook, number) =>
      number === 1 ? response.writeHead(503, { 'retry-after': '3' }).end() : response.writeHead(200).end(),
    );
    const { id } = await scene.register(bad.url);
    await scene.handleEvents(scene.events(1));
    scene.send({ retrySeconds: [1] });
    await scene.settled(id, 'delivered');
    const [first, second] = bad.received;
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(2_900);
    expect((await endpointOf(id))?.failing_since).toBeNull();
  });
});

describe('endpoints that hang do not delay the others', () => {
  // No attempt times out before the test ends.
  const timeoutMs = 300_000;
  const hangingEndpoints = async (count: number) => {
    bad.behave(() => undefined);
    await Promise.all(Array.from({ length: count }, () => scene.register(bad.url)));
  };
  const goodOnesArrive = async (count: number) => {
    const { id } = await scene.register(good.url);
    await scene.handleEvents(scene.events(count));
    const delivered = async () => (await scene.list({ endpoint_id: id, status: 'delivered' })).length;
    await eventually(async () => (await delivered()) === count);
    // None of the hanging attempts has ended meanwhile.
    expect(await scene.run('select 1 from notifications.webhook_attempts where failure is not null')).toEqual(
      [],
    );
  };

  test('before their first attempts have failed', async () => {
    await hangingEndpoints(12);
    await scene.handleEvents(scene.events(20));
    // Two attempts each: 24 of the 40.
    scene.send({ timeoutMs, concurrency: 40, perEndpoint: 2 });
    await eventually(() => bad.received.length === 24);
    await goodOnesArrive(30);
    expect(bad.received).toHaveLength(24);
  });

  test('and have half of the attempts at most once they are known to fail', async () => {
    await hangingEndpoints(12);
    await scene.run('update notifications.webhook_endpoints set failing_since = now()');
    await scene.handleEvents(scene.events(3));
    scene.send({ timeoutMs, concurrency: 8, perEndpoint: 4 });
    await eventually(() => bad.received.length === 4);
    await goodOnesArrive(30);
    expect(bad.received).toHaveLength(4);
  });
});

test('an endpoint that hangs has one attempt at a time after its first ones have failed', async () => {
  bad.behave(() => undefined);
  const { id } = await scene.register(bad.url);
  // Up to ten attempts may start before the first failures are recorded.
  await scene.handleEvents(scene.events(20));
  scene.send({ timeoutMs: 400, perEndpoint: 5, retrySeconds: [60] });
  await eventually(async () => (await endpointOf(id))?.failing_since !== null);
  const failed = () =>
    scene.run<{ began: number; ended: number; known: boolean }>(`
      select extract(epoch from a.started_at)::float * 1000 as began,
        extract(epoch from a.started_at)::float * 1000 + a.duration_ms as ended,
        -- Deliveries that were claimed while the first failures were being recorded may overlap.
        a.started_at > e.failing_since + interval '400 ms' as known
      from notifications.webhook_attempts a join notifications.webhook_deliveries d on d.id = a.delivery_id
      join notifications.webhook_endpoints e on e.id = d.endpoint_id order by a.started_at`);
  await eventually(async () => (await failed()).length === 20);
  const later = (await failed()).filter(({ known }) => known);
  expect(later.length).toBeGreaterThan(2);
  // Rounded to whole milliseconds.
  for (const [index, { began }] of later.slice(1).entries())
    expect(began).toBeGreaterThanOrEqual(later[index]!.ended - 2);
});

test('an endpoint without a success for days is disabled by its next failure, and resumes once it is enabled', async () => {
  bad.behave((response) => response.writeHead(500).end());
  const { id } = await scene.register(bad.url);
  await scene.handleEvents(scene.events(1));
  scene.send({ retrySeconds: [1, 1, 1, 1, 1, 1, 1, 1], disableAfterMs: 1_500 });
  await eventually(async () => (await endpointOf(id))?.disabled_reason === 'failing');
  const sent = bad.received.length;
  bad.behave((response) => response.writeHead(200).end());
  const [waiting] = await scene.list();
  expect(waiting).toMatchObject({ status: 'pending' });
  expect(bad.received).toHaveLength(sent);
  await scene.database.unitOfWork((unit) =>
    updateEndpoint(unit, { tenantId: scene.tenantId, id }, { enabled: true }),
  );
  await scene.settled(id, 'delivered');
  expect(await endpointOf(id)).toMatchObject({ enabled: true, disabled_reason: null, failing_since: null });
});

describe('a host name', () => {
  const publicOnly = { ...openPolicy, allowPrivate: false };
  const at = (host: string) => `http://${host}:${new URL(bad.url).port}/`;

  test('is looked up once, and the connection goes to the address that was checked', async () => {
    let lookups = 0;
    const resolve = async () => (++lookups, ['127.0.0.1']);
    const { id } = await scene.register(at('hooks.example'));
    await scene.handleEvents(scene.events(1));
    scene.send({ resolve });
    await scene.settled(id, 'delivered');
    expect(lookups).toBe(1);
    expect(bad.received[0]!.headers.host).toBe(`hooks.example:${new URL(bad.url).port}`);
  });

  test('that was public when it was registered gets nothing once it resolves to loopback', async () => {
    let lookups = 0;
    const rebinding = async () => (++lookups, lookups === 1 ? ['93.184.216.34'] : ['127.0.0.1']);
    await checkEndpoint({ url: at('rebind.example') }, { policy: publicOnly, resolve: rebinding });
    const { id } = await scene.register(at('rebind.example'));
    await scene.handleEvents(scene.events(1));
    scene.send({ policy: publicOnly, resolve: rebinding, retrySeconds: [] });
    const { last_failure } = await scene.settled(id, 'failed');
    expect(last_failure).toBe('the URL leads to an address that is not public');
    expect(bad.received).toEqual([]);
  });

  test.each([[['93.184.216.34', '127.0.0.1']], [['2606:4700:4700::1111', '::1']], [['169.254.169.254']]])(
    'that resolves to %j is refused, whichever address a connection would use',
    async (addresses) => {
      const { id } = await scene.register(at('mixed.example'));
      await scene.handleEvents(scene.events(1));
      scene.send({ policy: publicOnly, resolve: async () => addresses, retrySeconds: [] });
      const { last_failure } = await scene.settled(id, 'failed');
      expect(last_failure).toBe('the URL leads to an address that is not public');
      expect(bad.received).toEqual([]);
    },
  );

  test('that cannot be resolved is an ordinary failure', async () => {
    const unknown = async () => {
      throw Object.assign(new Error('queryA ENOTFOUND secret.example'), { code: 'ENOTFOUND' });
    };
    const { id } = await scene.register(at('secret.example'));
    await scene.handleEvents(scene.events(1));
    scene.send({ resolve: unknown, retrySeconds: [] });
    expect(await scene.settled(id, 'failed')).toMatchObject({ last_failure: 'ENOTFOUND' });
  });
});
