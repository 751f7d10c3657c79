import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { connect, newId, runParameterized, type Database } from '@florin/database';
import { createLogger } from '@florin/service';
import { createTestDatabase, eventually, sampleTransaction, type TestDatabase } from '@florin/testing';
import { listNotifications } from '../src/list-notifications.ts';
import { startLogDelivery, type Line } from '../src/log-delivery.ts';
import { migrateNotifications } from '../src/migrate.ts';
import { notificationOf } from '../src/notification.ts';
import { recordNotifications } from '../src/notification-store.ts';
import { takeIn } from '../src/take-in.ts';

let testDatabase: TestDatabase;
let database: Database;
let tenantId: string;
const lines: Line[] = [];
const writeLines = (written: readonly Line[]) => void lines.push(...written);

beforeAll(async () => {
  testDatabase = await createTestDatabase('notifications', migrateNotifications);
  database = await connect({ url: testDatabase.url, applicationName: 'test' });
}, 60_000);

beforeEach(() => {
  tenantId = newId('tenant');
  lines.splice(0);
});

afterAll(async () => {
  await database?.close();
  await testDatabase?.drop();
});

const listed = () => database.read((em) => listNotifications(em, { tenantId, limit: 10 }));
const toTheLog = { usual: 'log', mails: false, writeLines } as const;

test('what goes to the log is told by ids when it is taken in, and its event’s data are not kept', async () => {
  const event = sampleTransaction({ tenantId });
  await database.unitOfWork((em) => takeIn(em, [event], toTheLog));
  const [notification] = await listed();
  expect(notification).toMatchObject({ channel: 'log', status: 'delivered', attempts: 1 });
  expect(notification!.deliveredAt).not.toBeNull();
  const { accountId, id: eventId } = event;
  expect(lines).toEqual([{ id: notification!.id, accountId, eventId, kind: 'transaction_completed' }]);
  const kept = 'select event_data from notifications.notifications where event_id = $1';
  expect(await database.read((em) => runParameterized(em, kept, [eventId]))).toEqual([{ event_data: null }]);
});

test('a line whose unit of work was rolled back comes again with its event', async () => {
  const event = sampleTransaction({ tenantId });
  const failing = database.unitOfWork(async (em) => {
    await takeIn(em, [event], toTheLog);
    throw new Error('before the commit');
  });
  await expect(failing).rejects.toThrow('before the commit');
  expect(await listed()).toEqual([]);
  await database.unitOfWork((em) => takeIn(em, [event], toTheLog));
  expect(await listed()).toHaveLength(1);
  expect(lines.map(({ eventId }) => eventId)).toEqual([event.id, event.id]);
});

test('what was meant for a webhook that is gone goes to the log, once', async () => {
  const event = sampleTransaction({ tenantId });
  const notification = { ...notificationOf(event)!, channel: 'webhook' as const };
  await database.unitOfWork((em) => recordNotifications(em, [notification]));
  const logger = createLogger({ service: 'test', level: 'silent' });
  const log = startLogDelivery({ database, from: ['webhook'], writeLines, stopWithinMs: 1_000, logger });
  try {
    await eventually(async () => (await listed())[0]?.status === 'delivered');
  } finally {
    await log.stop();
  }
  expect(await listed()).toMatchObject([{ channel: 'log', attempts: 1 }]);
  expect(lines).toMatchObject([{ accountId: event.accountId, eventId: event.id }]);
});
