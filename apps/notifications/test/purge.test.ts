import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { idToUuid, startPurge } from '@florin/database';
import { createLogger } from '@florin/service';
import { eventually, sampleTransaction } from '@florin/testing';
import { notificationOf } from '../src/notification.ts';
import { recordNotifications } from '../src/notification-store.ts';
import { purgeSteps } from '../src/purge-steps.ts';
import { openWebhookScene, type WebhookScene } from './webhook-scene.ts';

let scene: WebhookScene;

beforeAll(async () => {
  scene = await openWebhookScene();
});

afterEach(() => scene.quiet());

afterAll(() => scene?.close());

const days = 30;

const step = (index: 0 | 1, limit: number) =>
  scene.database.unitOfWork((unit) => purgeSteps(days)[index]!(unit, limit));

/** Inserts deliveries of one endpoint with this age and status; returns their ids. */
async function deliveries(count: number, ageDays: number, status: string): Promise<string[]> {
  const { id: endpoint } = await scene.register('https://example.com/');
  const rows = await scene.run<{ id: string }>(
    `insert into notifications.webhook_deliveries
       (id, tenant_id, endpoint_id, event_id, event_type, body, status, attempts, next_attempt_at, delivered_at, created_at)
     select uuidv7(made.ago), uuidv7(), $4, 'event-' || made.number, 'florin.test.v1', '{}', $3, 1,
            case $3 when 'pending' then now() end, case $3 when 'delivered' then now() + made.ago end, now() + made.ago
       from (select number, make_interval(days => -$2::integer) as ago from generate_series(1, $1::integer) number) made
     returning id`,
    [count, ageDays, status, idToUuid(endpoint)],
  );
  for (const { id } of rows) await attempt(id, 1, ageDays);
  return rows.map(({ id }) => id).sort();
}

const attempt = (deliveryId: string, number: number, ageDays: number) =>
  scene.run(
    `insert into notifications.webhook_attempts (delivery_id, number, started_at, duration_ms, response_excerpt)
     values ($1, $2, now() - make_interval(days => $3::integer), 5, '')`,
    [deliveryId, number, ageDays],
  );

const kept = async (table: string) =>
  (await scene.run<{ id: string }>(`select id from notifications.${table}`)).map(({ id }) => id).sort();

test('deliveries that ended before the retention are removed with their attempts; the others stay', async () => {
  await deliveries(2, days + 1, 'delivered');
  await deliveries(1, days + 1, 'failed');
  const waiting = await deliveries(1, days + 1, 'pending');
  const young = await deliveries(1, days - 1, 'delivered');
  const [again = ''] = await deliveries(1, days + 1, 'failed');
  await attempt(again, 2, 1);
  expect(await step(0, 100)).toBe(3);
  expect(await kept('webhook_deliveries')).toEqual([...waiting, ...young, again].sort());
  expect(await scene.run('select * from notifications.webhook_attempts')).toHaveLength(4);
});

test('a step removes no more than its limit, and the purge repeats it until nothing is left', async () => {
  await deliveries(7, days + 1, 'delivered');
  expect(await step(0, 3)).toBe(3);
  expect(await kept('webhook_deliveries')).toHaveLength(4);
  const logger = createLogger({ service: 'test', level: 'silent' });
  const few = purgeSteps(days).map((each) => (unit: Parameters<typeof each>[0]) => each(unit, 1));
  const purge = startPurge({ database: scene.database, steps: [...few, ...purgeSteps(days)], logger });
  try {
    await eventually(async () => (await kept('webhook_deliveries')).length === 0);
  } finally {
    await purge.stop();
  }
});

test('notifications are removed by the time they were recorded, not by the time of their event', async () => {
  const createdAt = new Date(Date.now() - (days + 10) * 86_400_000).toISOString();
  const made = ['old', 'waiting', 'replayed'].map(() => notificationOf(sampleTransaction({ createdAt }))!);
  await scene.database.unitOfWork((unit) =>
    recordNotifications(
      unit,
      made.map((each) => ({ ...each, channel: 'webhook' as const })),
    ),
  );
  const [old, waiting, replayed] = made.map(({ id }) => id);
  const long = `recorded_at = now() - make_interval(days => ${days + 1})`;
  const delivered = `status = 'delivered', next_attempt_at = null, delivered_at = now()`;
  const change = (what: string, id: string | undefined) =>
    scene.run(`update notifications.notifications set ${what} where id = $1`, [id]);
  await change(`${long}, ${delivered}`, old);
  await change(long, waiting);
  await change(delivered, replayed);
  expect(await step(1, 100)).toBe(1);
  expect(await kept('notifications')).toEqual([waiting, replayed].sort());
});
