import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@florin/testing';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';
import { createPostWebhook } from '../src/webhooks/post-webhook.ts';
import { openPolicy, openWebhookScene, type WebhookScene } from './webhook-scene.ts';

let scene: WebhookScene;
let receiver: WebhookReceiver;

beforeAll(async () => {
  scene = await openWebhookScene();
});

beforeEach(async () => {
  receiver = await startReceiver();
});

afterEach(async () => {
  await scene.quiet();
  await receiver.close();
});

afterAll(async () => {
  await scene?.close();
});

/** Registers endpoints with one delivery each, whose last attempts, `times` in a row, were lost with their process. */
async function lose(endpoints: number, times: number, dueSinceSeconds = 0): Promise<string[]> {
  const made = [];
  for (let index = 0; index < endpoints; index++) made.push((await scene.register(receiver.url)).id);
  await scene.handleEvents(scene.events(1));
  await scene.run(
    `update notifications.webhook_deliveries
        set attempts = $1, attempts_in_schedule = $1, unsettled_attempts = $1,
            next_attempt_at = now() - make_interval(secs => $2)`,
    [times, dueSinceSeconds],
  );
  return made;
}
const delivered = async () => (await scene.list({ status: 'delivered' })).length;
const allDelivered = (count: number) => eventually(async () => (await delivered()) === count);
const lostIds = async () =>
  (await scene.run<{ id: string }>('select event_id as id from notifications.webhook_deliveries')).map(
    ({ id }) => id,
  );
const arrivals = () => receiver.received.map(({ payload }) => (JSON.parse(payload) as { id: string }).id);

describe('a delivery whose attempt was lost with its process', () => {
  test.each([1, 2])('is attempted after all others (lost %s times)', async (times) => {
    await lose(1, times);
    const lost = await lostIds();
    const { id } = await scene.register(receiver.url);
    await scene.run(
      'update notifications.webhook_endpoints set enabled = false, disabled_reason = $1, disabled_at = now() where id <> (select max(id::text)::uuid from notifications.webhook_endpoints)',
      ['by_request'],
    );
    await scene.handleEvents(scene.events(40));
    await scene.run(
      'update notifications.webhook_endpoints set enabled = true, disabled_reason = null, disabled_at = null',
    );
    scene.send({ perEndpoint: 4 });
    await allDelivered(41);
    expect(await scene.list({ endpoint_id: id })).toHaveLength(40);
    expect(arrivals().at(-1)).toBe(lost[0]);
  });

  test('waits for the others for one lease at most', async () => {
    await lose(1, 1, 3_600);
    const hanging = await startReceiver();
    hanging.behave(() => undefined);
    try {
      await scene.register(hanging.url);
      await scene.handleEvents(scene.events(1));
      scene.send({ timeoutMs: 300_000, leaseMs: 310_000 });
      await allDelivered(2);
    } finally {
      await scene.quiet();
      await hanging.close();
    }
  });

  test('twice in a row is attempted alone, and before the other deliveries of its endpoint', async () => {
    let underWay = 0;
    let most = 0;
    receiver.behave((response) => {
      most = Math.max(most, ++underWay);
      setTimeout(() => {
        underWay--;
        response.writeHead(204).end();
      }, 50);
    });
    const endpoints = await lose(4, 2);
    await scene.handleEvents(scene.events(1));
    const fresh = await scene.list();
    expect(fresh).toHaveLength(8);
    const sender = scene.send();
    await allDelivered(8);
    await sender.stop();
    const firstOf = new Map<string, string>();
    for (const { endpoint_id, id } of (await scene.list()).toReversed()) {
      if (!firstOf.has(endpoint_id)) firstOf.set(endpoint_id, id);
    }
    for (const endpoint of endpoints) {
      const ids = (await scene.list({ endpoint_id: endpoint })).map(({ id }) => id);
      const order = receiver.received.map(({ id }) => id).filter((id) => ids.includes(id));
      expect(order[0]).toBe(firstOf.get(endpoint));
    }
    // Lost deliveries are never attempted at the same time; another delivery may be in progress beside one.
    expect(most).toBeLessThanOrEqual(4);
  });

  test('gets a lease that doubles each time, until an attempt is recorded', async () => {
    const retrySeconds = Array.from({ length: 10 }, () => 60);
    receiver.behave(() => undefined);
    await lose(1, 3);
    const sender = scene.send({ retrySeconds, timeoutMs: 9_000, leaseMs: 10_000, stopWithinMs: 100 });
    await eventually(() => receiver.received.length === 1);
    const state = async () =>
      (
        await scene.run<{ seconds: number; lost: number }>(
          `select extract(epoch from next_attempt_at - now())::float as seconds, unsettled_attempts as lost
             from notifications.webhook_deliveries`,
        )
      )[0]!;
    expect(await state()).toEqual({ seconds: expect.any(Number), lost: 4 });
    expect((await state()).seconds).toBeGreaterThan(70);
    await sender.stop();
    receiver.behave((response) => response.writeHead(500).end());
    await scene.run('update notifications.webhook_deliveries set next_attempt_at = now()');
    scene.send({ retrySeconds });
    await eventually(async () => (await state()).lost === 0);
    expect((await state()).seconds).toBeLessThan(70);
  });

  test('fails without another attempt when the schedule is used up by lost attempts', async () => {
    await lose(1, 3);
    scene.send({ retrySeconds: [1] });
    await eventually(async () => (await scene.list({ status: 'failed' })).length === 1);
    expect((await scene.list())[0]).toMatchObject({
      last_failure: 'the sending process ended during the last attempts',
    });
    expect(receiver.received).toEqual([]);
  });

  test('once, in its last attempt, is attempted again', async () => {
    await lose(1, 1);
    scene.send({ retrySeconds: [] });
    await allDelivered(1);
  });
});

describe('a problem with one delivery does not affect the others', () => {
  test('when its attempt throws', async () => {
    const { id } = await scene.register(receiver.url);
    const broken = await scene.register(receiver.url);
    await scene.handleEvents(scene.events(5));
    const rows = await scene.run<{ id: string }>(
      'select s.id from notifications.webhook_secrets s order by created_at desc limit 1',
    );
    const seal = {
      ...scene.seal,
      open(sealed: Buffer, secretId: string) {
        if (secretId === rows[0]!.id) throw new TypeError('a bug');
        return scene.seal.open(sealed, secretId);
      },
    };
    scene.send({ seal, retrySeconds: [] });
    await eventually(async () => (await scene.list({ endpoint_id: id, status: 'delivered' })).length === 5);
    await eventually(
      async () => (await scene.list({ endpoint_id: broken.id, status: 'failed' })).length === 5,
    );
    expect((await scene.list({ endpoint_id: broken.id }))[0]).toMatchObject({
      last_failure: 'internal error',
    });
  });

  test('when its attempt never ends: it is abandoned after the lease', async () => {
    await scene.register(receiver.url);
    await scene.handleEvents(scene.events(2));
    const post = createPostWebhook({ policy: openPolicy, resolve: async () => [], timeoutMs: 5_000 });
    let attempts = 0;
    scene.send({
      ...{ concurrency: 2, perEndpoint: 1, leaseMs: 1_000 },
      post: (webhook) => (++attempts === 1 ? new Promise(() => undefined) : post(webhook)),
    });
    await allDelivered(2);
  });

  test('when its result cannot be recorded', async () => {
    await scene.register(receiver.url);
    await scene.handleEvents(scene.events(6));
    const [{ id: poison }] = (await scene.run<{ id: string }>(
      'select id from notifications.webhook_deliveries order by id limit 1',
    )) as [{ id: string }];
    await scene.run(`
      create function notifications.refuse() returns trigger language plpgsql as
        $$ begin if new.delivery_id = '${poison}' then raise exception 'not this one'; end if; return new; end $$;
      create trigger refuse before insert on notifications.webhook_attempts
        for each row execute function notifications.refuse()`);
    try {
      scene.send();
      await allDelivered(5);
      await sleep(300);
      expect(await delivered()).toBe(5);
      await scene.handleEvents(scene.events(1));
      await allDelivered(6);
    } finally {
      await scene.quiet();
      await scene.run('drop function notifications.refuse() cascade');
    }
  });
});
