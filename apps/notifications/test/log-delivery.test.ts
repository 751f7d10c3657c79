import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { newId, runParameterized, type Database } from '@florin/database';
import { createLogger, createMetrics } from '@florin/service';
import { eventually, sampleTransaction, type AppDatabase } from '@florin/testing';
import { listNotifications } from '../src/notification-store.ts';
import { createNotificationLog, startLogDelivery } from '../src/log-delivery.ts';
import type { NotificationKind } from '../src/messages.ts';
import { notificationOf } from '../src/notification.ts';
import { recordNotifications } from '../src/notification-store.ts';
import { handleEvents } from '../src/handle-events.ts';
import { openDatabase } from './open-database.ts';

let place: AppDatabase;
let database: Database;
let tenantId: string;
const reported: NotificationKind[] = [];
const log = (kinds: readonly NotificationKind[]) => void reported.push(...kinds);

beforeAll(async () => {
  place = await openDatabase();
  ({ database } = place);
});

beforeEach(() => {
  tenantId = newId('tenant');
  reported.splice(0);
});

afterAll(async () => {
  await place?.close();
});

const listed = () => database.read((unit) => listNotifications(unit, { tenantId, limit: 10 }));
const toTheLog = { default: 'log', mails: false, log } as const;

test('a notification for the log is delivered with its event, whose data are not stored', async () => {
  const event = sampleTransaction({ tenantId });
  await database.unitOfWork((unit) => handleEvents(unit, [event], toTheLog));
  const [notification] = await listed();
  expect(notification).toMatchObject({ channel: 'log', status: 'delivered', attempts: 1 });
  expect(notification!.deliveredAt).not.toBeNull();
  const { id: eventId } = event;
  expect(reported).toEqual(['transaction_completed']);
  const kept = 'select event_data from notifications.notifications where event_id = $1';
  expect(await database.read((unit) => runParameterized(unit, kept, [eventId]))).toEqual([
    { event_data: null },
  ]);
});

test('a notification that was logged in a unit of work that rolled back is logged again with its event', async () => {
  const event = sampleTransaction({ tenantId });
  const failing = database.unitOfWork(async (unit) => {
    await handleEvents(unit, [event], toTheLog);
    throw new Error('before the commit');
  });
  await expect(failing).rejects.toThrow('before the commit');
  expect(await listed()).toEqual([]);
  await database.unitOfWork((unit) => handleEvents(unit, [event], toTheLog));
  expect(await listed()).toHaveLength(1);
  expect(reported).toHaveLength(2);
});

test('a notification for a webhook that is no longer configured goes to the log, once', async () => {
  const event = sampleTransaction({ tenantId });
  const notification = { ...notificationOf(event)!, channel: 'webhook' as const };
  await database.unitOfWork((unit) => recordNotifications(unit, [notification]));
  const logger = createLogger({ service: 'test', level: 'silent' });
  const delivery = startLogDelivery({ database, from: ['webhook'], log, stopWithinMs: 1_000, logger });
  try {
    await eventually(async () => (await listed())[0]?.status === 'delivered');
  } finally {
    await delivery.stop();
  }
  expect(await listed()).toMatchObject([{ channel: 'log', attempts: 1 }]);
  expect(reported).toEqual(['transaction_completed']);
});

test('any number of notifications is counted, and logged in at most one line per ten seconds', async () => {
  const metrics = createMetrics('test');
  const written: { fields: object; message: string }[] = [];
  const logger = createLogger({ service: 'test', level: 'silent' });
  logger.info = ((fields: object, message: string) => void written.push({ fields, message })) as never;
  const notificationLog = createNotificationLog({ logger, metrics });
  for (let batch = 0; batch < 50; batch++) {
    notificationLog.log(Array.from({ length: 100 }, () => 'transaction_completed' as const));
    notificationLog.log(['transaction_failed']);
  }
  expect(written).toEqual([]);
  notificationLog.flush();
  const fields = { transaction_completed: 5_000, transaction_failed: 50 };
  expect(written).toEqual([{ fields, message: 'notifications' }]);
  notificationLog.flush();
  expect(written).toHaveLength(1);
  expect(await metrics.text()).toMatch(
    /florin_notification_attempts_total\{channel="log",outcome="delivered",.*\} 5050/,
  );
});
