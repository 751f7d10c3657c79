import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId, runParameterized, type Database } from '@florin/database';
import { verifyWebhook } from '@florin/sdk';
import { createLogger, createMetrics } from '@florin/service';
import { eventually, sampleTransaction, type AppDatabase } from '@florin/testing';
import { startDelivery } from '../src/delivery.ts';
import { claimDue, settle } from '../src/delivery-store.ts';
import { listNotifications, type NotificationView } from '../src/notification-store.ts';
import { notificationOf } from '../src/notification.ts';
import { recordNotifications } from '../src/notification-store.ts';
import { createWebhookChannel } from '../src/webhook-channel.ts';
import { openDatabase } from './open-database.ts';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
let place: AppDatabase;
let database: Database;
let receiver: WebhookReceiver;
let tenantId: string;
const deliveries: ReturnType<typeof startDelivery>[] = [];

beforeAll(async () => {
  place = await openDatabase();
  ({ database } = place);
});

beforeEach(async () => {
  tenantId = newId('tenant');
  receiver = await startReceiver();
});

afterEach(async () => {
  await Promise.all(deliveries.splice(0).map((delivery) => delivery.stop()));
  await receiver.close();
  // No notification of this test may be due in the next one.
  await database.unitOfWork((unit) => runParameterized(unit, 'delete from notifications.notifications', []));
});

afterAll(async () => {
  await place?.close();
});

function deliver(
  options: { retrySeconds?: number[]; timeoutMs?: number; concurrency?: number; leaseMs?: number } = {},
) {
  const { retrySeconds = [1], timeoutMs = 5_000, leaseMs = 10_000, concurrency = 8 } = options;
  const delivery = startDelivery({
    database,
    from: ['log', 'webhook'],
    channel: createWebhookChannel({ url: receiver.url, secret, timeoutMs, concurrency }),
    retrySeconds,
    leaseMs,
    pollMs: 20,
    stopWithinMs: 1_000,
    logger: createLogger({ service: 'test', level: 'silent' }),
    metrics: createMetrics('test'),
  });
  deliveries.push(delivery);
  return delivery;
}

const record = (count: number) => {
  const events = Array.from({ length: count }, () => sampleTransaction({ tenantId }));
  return database.unitOfWork((unit) =>
    recordNotifications(
      unit,
      events.map((each) => ({ ...notificationOf(each)!, channel: 'webhook' as const })),
    ),
  );
};

const listed = () => database.read((unit) => listNotifications(unit, { tenantId, limit: 1_000 }));

const allAre = (status: NotificationView['status'], withinMs = 10_000) =>
  eventually(
    async () => {
      const notifications = await listed();
      expect(notifications.map((each) => each.status)).toEqual(notifications.map(() => status));
      return notifications;
    },
    { withinMs },
  );

describe('a webhook', () => {
  test('arrives once, is signed, and describes the event', async () => {
    await record(1);
    deliver();
    const [notification] = await allAre('delivered');
    expect(notification).toMatchObject({ channel: 'webhook', attempts: 1, deliveredAt: expect.any(String) });
    await sleep(200);
    expect(receiver.received).toHaveLength(1);
    const { headers, payload } = receiver.received[0]!;
    expect(headers['webhook-id']).toBe(notification!.id);
    expect(await verifyWebhook({ payload, headers, secret })).toEqual({
      type: 'transaction.completed',
      timestamp: notification!.createdAt,
      data: {
        notification_id: notification!.id,
        account_id: notification!.accountId,
        event_id: notification!.eventId,
        title: 'You received 1.00 USD',
        body: notification!.body,
        event: expect.objectContaining({ amount: 100, currency: 'USD', direction: 'credit' }),
      },
    });
  });

  test('that is answered with 500 is sent again by the schedule, under the same id', async () => {
    receiver.behave((response, _webhook, number) => response.writeHead(number === 1 ? 500 : 200).end('{}'));
    await record(1);
    deliver({ retrySeconds: [1, 60] });
    const [notification] = await allAre('delivered');
    expect(notification?.attempts).toBe(2);
    const [first, second] = receiver.received;
    expect(second!.id).toBe(first!.id);
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(1_000);
    await verifyWebhook({ payload: second!.payload, headers: second!.headers, secret });
  });

  test('that never succeeds fails after the last attempt of the schedule', async () => {
    receiver.behave((response) => response.writeHead(503).end());
    await record(1);
    deliver({ retrySeconds: [1, 1] });
    const [notification] = await allAre('failed');
    expect(notification).toMatchObject({ attempts: 3, deliveredAt: null });
    expect(receiver.received).toHaveLength(3);
  });

  test('never follows a redirect', async () => {
    const elsewhere = await startReceiver();
    try {
      receiver.behave((response) => response.writeHead(307, { location: elsewhere.url }).end());
      await record(1);
      deliver({ retrySeconds: [] });
      await allAre('failed');
      expect(elsewhere.received).toEqual([]);
    } finally {
      await elsewhere.close();
    }
  });

  test('that is answered with 410 is not retried', async () => {
    receiver.behave((response) => response.writeHead(410).end());
    await record(1);
    deliver({ retrySeconds: [1, 1] });
    const [notification] = await allAre('failed');
    expect(notification?.attempts).toBe(1);
  });

  test('that is never answered times out, while others arrive', async () => {
    const hanging = new Set<string>();
    receiver.behave((response, { id }, number) => {
      if (number === 1 && hanging.size < 3) hanging.add(id);
      if (!hanging.has(id)) response.writeHead(200).end();
    });
    await record(20);
    deliver({ retrySeconds: [1], timeoutMs: 1_000, concurrency: 4 });
    await eventually(
      async () => (await listed()).filter(({ status }) => status === 'delivered').length === 17,
      {
        withinMs: 5_000,
      },
    );
    await eventually(async () => (await listed()).filter(({ status }) => status === 'failed').length === 3);
  });

  test('is delivered by its status alone, even if the response body never ends', async () => {
    let sent = 0;
    receiver.behave((response) => {
      response.writeHead(200);
      const more = () => {
        if (response.destroyed) return;
        sent += 65_536;
        response.write(Buffer.alloc(65_536), more);
      };
      more();
    });
    await record(1);
    deliver({ timeoutMs: 5_000 });
    await allAre('delivered');
    await sleep(200);
    // The socket buffers of both sides hold more than the 64 KiB that are read.
    expect(sent).toBeLessThan(16 * 1024 * 1024);
  });

  test('to a target that refuses connections waits for the next attempt', async () => {
    await receiver.close();
    await record(1);
    deliver({ retrySeconds: [3_600] });
    const [notification] = await eventually(async () => {
      const notifications = await listed();
      return notifications[0]!.attempts === 1 && notifications;
    });
    expect(notification).toMatchObject({ status: 'pending', deliveredAt: null });
    const reason = () =>
      database.read((unit) =>
        runParameterized<{ last_failure: string }>(
          unit,
          'select last_failure from notifications.notifications',
          [],
        ),
      );
    await eventually(async () => (await reason())[0]?.last_failure === 'ECONNREFUSED');
  });
});

describe('several instances', () => {
  test('share the webhooks, and each arrives once', async () => {
    await record(300);
    for (let instance = 0; instance < 3; instance++) deliver();
    await allAre('delivered', 20_000);
    expect(receiver.received).toHaveLength(300);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(300);
  });

  test('repeat an attempt that another instance claimed and never recorded', async () => {
    await record(1);
    const claim = { channel: 'webhook', from: ['webhook'], limit: 10, leaseMs: 500 } as const;
    const [lost] = await database.unitOfWork((unit) => claimDue(unit, claim));
    expect(await database.unitOfWork((unit) => claimDue(unit, claim))).toEqual([]);
    deliver();
    const [notification] = await allAre('delivered');
    expect(notification?.attempts).toBe(2);
    // The late result of the first attempt is ignored.
    const late = { id: lost!.id, attempt: 1, status: 'failed', failure: 'late' } as const;
    await database.unitOfWork((unit) => settle(unit, [late]));
    expect((await listed())[0]?.status).toBe('delivered');
  });
});

test('a stopping delivery finishes the attempts in progress and records them', async () => {
  receiver.behave((response) => void setTimeout(() => response.writeHead(200).end(), 300));
  await record(3);
  const delivery = deliver({ timeoutMs: 5_000 });
  await eventually(() => receiver.received.length === 3);
  await delivery.stop();
  expect((await listed()).map(({ status }) => status)).toEqual(['delivered', 'delivered', 'delivered']);
});

test('a stopping delivery leaves a target that hangs to the next instance', async () => {
  receiver.behave((response, _webhook, number) => number > 1 && response.writeHead(200).end());
  await record(1);
  const delivery = deliver({ timeoutMs: 15_000, leaseMs: 1_500 });
  await eventually(() => receiver.received.length === 1);
  const begin = Date.now();
  await delivery.stop();
  // The target may take 15 s.
  expect(Date.now() - begin).toBeLessThan(10_000);
  deliver();
  const [notification] = await allAre('delivered');
  expect(notification?.attempts).toBe(2);
});
