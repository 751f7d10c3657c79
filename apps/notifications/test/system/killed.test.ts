import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { newId } from '@florin/database';
import {
  deadLetterTopic,
  notificationsDeliveries,
  type EncodedEvent,
  type TransactionsCompleted,
  type TransactionsFailed,
} from '@florin/events';
import { createPublisher, readTopics, type OutgoingMessage, type Publisher } from '@florin/messaging';
import { createLogger, createMetrics, type FailpointName } from '@florin/service';
import {
  askInternally,
  collectEvents,
  createTestDatabase,
  encodeSample,
  eventually,
  sampleTransaction,
  startApp,
  startKafka,
  type EventCollector,
  type PrivateKafka,
  type StartedApp,
  type TestDatabase,
} from '@florin/testing';
import { sendThroughDeath } from '../killed-sender.ts';
import { startReceiver, type WebhookReceiver } from '../webhook-receiver.ts';

type Sample = TransactionsCompleted | TransactionsFailed;

const tenantId = newId('tenant');
const groupId = 'notifications-killed';
let kafka: PrivateKafka;
let empty: TestDatabase;
let publisher: Publisher;
let receiver: WebhookReceiver;
let app: StartedApp;
let settings: Record<string, string>;

beforeAll(async () => {
  [kafka, empty] = await Promise.all([startKafka(), createTestDatabase('empty', async () => undefined)]);
  receiver = await startReceiver();
  const logger = createLogger({ service: 'test', level: 'silent' });
  const metrics = createMetrics('test');
  publisher = await createPublisher({ brokers: [kafka.broker], clientId: 'test', logger, metrics });
  settings = {
    DATABASE_URL: empty.url,
    KAFKA_BROKERS: kafka.broker,
    KAFKA_GROUP_ID: groupId,
    WEBHOOK_RETRY_SECONDS: '1,1,1,1,1,1',
    WEBHOOK_TIMEOUT_MS: '5000',
  };
  app = await startApp('notifications', settings);
  const made = await askInternally(`${app.url}/webhook-endpoints`, caller, {
    method: 'POST',
    body: { url: receiver.url },
  });
  expect(made.status).toBe(200);
});

beforeEach(() => {
  receiver.received.splice(0);
  receiver.behave((response) => response.writeHead(204).end());
});

afterAll(async () => {
  await app?.stop();
  await publisher?.close();
  await receiver?.close();
  await empty?.drop();
  await kafka?.stop();
});

const reading = ['transactions:read', 'accounts:read', 'fraud:read'];
const caller = { tenantId, scopes: ['webhooks:read', 'webhooks:write', ...reading] };
const events = (count: number): Sample[] =>
  Array.from({ length: count }, () => sampleTransaction({ tenantId }));
const publish = (samples: readonly Sample[]) => publisher.publish(samples.map(encodeSample));

/** How often each event arrived, by its id. */
function arrivals(): Map<string, number> {
  const ids = receiver.received.map(({ payload }) => (JSON.parse(payload) as { id: string }).id);
  return new Map([...Map.groupBy(ids, (id) => id)].map(([id, times]) => [id, times.length]));
}

const allArrive = (samples: readonly Sample[], withinMs = 60_000) =>
  eventually(() => samples.every(({ id }) => arrivals().has(id)), { withinMs });

async function pending(): Promise<number> {
  const { text } = await askInternally(`${app.url}/webhook-deliveries?status=pending`, caller);
  return (JSON.parse(text) as { data: unknown[] }).data.length;
}

/** Waits until the app has handled every event in Kafka. */
const caughtUp = (of: StartedApp) =>
  eventually(
    async () => {
      const text = await (await fetch(`${of.metricsUrl}/metrics`)).text();
      const lags = text.split('\n').filter((line) => line.startsWith('florin_consumer_lag{'));
      return lags.length > 0 && lags.every((line) => line.endsWith(' 0'));
    },
    { everyMs: 300 },
  );

const deaths: { around: string; lines: FailpointName[] }[] = [
  {
    around: 'sending',
    lines: [
      'webhook.before-sending',
      'webhook.after-sending',
      'notification.before-sending',
      'notification.after-sending',
      'relay.after-publish',
    ],
  },
  {
    around: 'the commit of the results',
    lines: [
      'webhook.before-settling-commit',
      'webhook.after-settling',
      'notification.before-settling-commit',
      'notification.after-settling',
    ],
  },
];

test.each(deaths)(
  'killed around $around, the app sends every webhook and mail under one id each, and publishes each success once',
  async ({ lines }) => {
    const publishAll = (encoded: readonly EncodedEvent[]) => publisher.publish(encoded);
    const reported = collectEvents({ brokers: [kafka.broker], topics: [notificationsDeliveries.topic] });
    const isReported = (deliveryId: string) => successesOf(reported, deliveryId) > 0;
    const sendings = lines.map(async (line) => ({
      line,
      sent: await sendThroughDeath({ broker: kafka.broker, publish: publishAll, line, isReported }),
    }));
    try {
      for (const { line, sent } of await Promise.all(sendings)) {
        const { eventIds, webhooks, mails, deliveries } = sent;
        const named = webhooks.map(
          ({ id, payload }) => `${id} ${(JSON.parse(payload) as { id: string }).id}`,
        );
        const due = deliveries.map(({ id, event_id }) => `${id} ${event_id}`).sort();
        expect({ line, named: [...new Set(named)].sort() }).toEqual({ line, named: due });
        expect(deliveries.map(({ event_id }) => event_id).sort()).toEqual(eventIds.toSorted());
        const messageIds = mails.map(({ headers }) => /^Message-ID: (\S+)/im.exec(headers)?.[1]);
        expect({ line, mails: new Set(messageIds).size }).toEqual({ line, mails: eventIds.length - 1 });
        // A process that dies after sending cannot know that the webhook arrived, so it is sent again.
        if (line === 'webhook.after-sending') expect(named.length).toBeGreaterThan(due.length);
        const successes = deliveries.map(({ id }) => ({ line, id, successes: successesOf(reported, id) }));
        expect(successes).toEqual(deliveries.map(({ id }) => ({ line, id, successes: 1 })));
      }
    } finally {
      await reported.stop();
    }
  },
  240_000,
);

/** How many different events report the success of this delivery. */
const successesOf = (reported: EventCollector, deliveryId: string): number =>
  new Set(
    reported.all().flatMap(({ event: { id, data } }) => {
      const { delivery_id, status } = data as { delivery_id?: string; status?: string };
      return delivery_id === deliveryId && status === 'delivered' ? id : [];
    }),
  ).size;

test('the app resumes by itself after the broker was killed', async () => {
  const [before, after] = [events(20), events(20)];
  await publish(before);
  await kafka.kill();
  await kafka.restart();
  await publish(after);
  await allArrive([...before, ...after], 90_000);
  for (const [, times] of arrivals()) expect(times).toBe(1);
});

test('invalid events of every kind go to the dead letters and do not stop the others', async () => {
  const good = events(10);
  const accountId = good[0]!.accountId;
  const valid = encodeSample(good[0]!);
  const broken = (change: (event: Record<string, unknown>) => object): string =>
    JSON.stringify(change(JSON.parse(valid.value) as Record<string, unknown>));
  const values: (string | Buffer | null)[] = [
    'no JSON',
    null,
    Buffer.from([0xff, 0xfe, 0x00]),
    '[]',
    broken((event) => ({ ...event, type: 'florin.transactions.completed.v99' })),
    broken((event) => ({ ...event, data: { ...(event['data'] as object), amount: -1 } })),
    valid.value.replace('"amount":100', '"amount":100.0'),
    broken((event) => ({ ...event, tenantid: newId('tenant') })),
    broken((event) => ({ ...event, subject: newId('acct') })),
  ];
  const poison: OutgoingMessage[] = values.map((value) => ({ ...valid, key: accountId, value }));
  const letters: string[] = [];
  const topics = [deadLetterTopic(groupId)];
  const reader = readTopics({
    brokers: [kafka.broker],
    topics,
    onMessage: ({ value }) => void letters.push(value),
  });
  try {
    await publisher.publish([valid, ...poison, ...good.slice(1).map(encodeSample)]);
    await allArrive(good);
    await eventually(() => letters.length === poison.length);
    for (const [, times] of arrivals()) expect(times).toBe(1);
    expect(receiver.received).toHaveLength(good.length);
  } finally {
    await reader.stop();
  }
});

test('the app sends nothing twice when it reads all events again from the first', async () => {
  const { text } = await askInternally(`${app.url}/notifications?limit=1`, {
    tenantId,
    scopes: ['notifications:read'],
  });
  expect(JSON.parse(text)).toMatchObject({ has_more: true });
  await app.end();
  await app.stop();
  app = await startApp('notifications', { ...settings, KAFKA_GROUP_ID: `${groupId}-again` });
  await caughtUp(app);
  const [last] = events(1);
  await publish([last!]);
  await allArrive([last!]);
  expect([...arrivals()]).toEqual([[last!.id, 1]]);
  await eventually(async () => (await pending()) === 0);
  expect([...arrivals()]).toEqual([[last!.id, 1]]);
});
