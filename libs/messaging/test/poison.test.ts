import { newId, runParameterized, type UnitOfWork } from '@florin/database';
import type { EncodedEvent, FlorinEvent } from '@florin/events';
import { createMetrics, pause } from '@florin/service';
import { eventually } from '@florin/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { OutgoingMessage, Publisher } from '../src/index.ts';
import { readTopic } from './read-topic.ts';
import { describeEachLog } from './each-log.ts';
import {
  movement,
  movements,
  newAccounts,
  onceInOrder,
  recordEffects,
  setScene,
  sumOf,
  versionsByAccount,
  type Scene,
} from './scene.ts';

describeEachLog('a poison event in %s', (log) => {
  let scene: Scene;
  let publisher: Publisher;
  const accounts = newAccounts(5);
  const [poisoned = ''] = newAccounts(1);

  beforeEach(async () => {
    scene = await setScene(log, { partitions: 1 });
    publisher = await scene.openPublisher();
  });
  afterEach(() => scene.close());

  const deadLetters = (count: number) => readTopic(scene.log, `${scene.groupId}.dead-letters`, count);

  test('that is unreadable goes to the dead letters unchanged, with cause and origin, and delays no other event', async () => {
    const poison = unreadableMessages(movement(scene.topic, poisoned, 1));
    const [before, after] = [movements(scene.topic, accounts, 10), movements(scene.topic, accounts, 10, 11)];
    const metrics = createMetrics('test');
    await publisher.publish([...before, ...poison.map(({ message }) => message), ...after]);
    const consumer = await scene.consume({ metrics });

    const letters = await deadLetters(poison.length);
    expect(letters.map(({ headers }) => headers['florin-cause'])).toEqual(poison.map(({ cause }) => cause));
    expect(letters.map(({ value }) => value)).toEqual(poison.map(({ message }) => bytes(message.value)));
    expect(letters[0]).toMatchObject({
      key: poisoned,
      headers: {
        'content-type': 'application/cloudevents+json',
        'florin-origin-topic': scene.topic,
        'florin-origin-partition': '0',
        'florin-origin-offset': String(before.length),
        'florin-attempts': '1',
        'florin-consumer-group': scene.groupId,
      },
    });
    await eventually(async () => (await consumer.lag()).every(({ lag }) => lag === 0));
    expect(versionsByAccount(await scene.effects())).toEqual(onceInOrder(accounts, 20));
    expect(await sumOf(metrics, 'florin_consumer_dead_letters_total')).toBe(poison.length);
    // A process that wrote no dead letter shows them too.
    await consumer.stop();
    const later = createMetrics('test');
    await (await scene.consume({ metrics: later })).lag();
    expect(await sumOf(later, 'florin_consumer_dead_letters')).toBe(poison.length);
  });

  test('that the handler refuses is tried five times, alone, and does not delay other events', async () => {
    const tries: { events: number; at: number }[] = [];
    async function refusePoisoned(events: FlorinEvent[], unit: UnitOfWork): Promise<void> {
      await recordEffects(events, unit);
      if (!events.some(({ accountId }) => accountId === poisoned)) return;
      tries.push({ events: events.length, at: Date.now() });
      throw new RangeError('this account is refused');
    }
    await publisher.publish([
      ...movements(scene.topic, accounts, 20),
      movement(scene.topic, poisoned, 1),
      ...movements(scene.topic, accounts, 20, 21),
    ]);
    const consumer = await scene.consume({ handle: refusePoisoned });
    const [letter] = await deadLetters(1);
    expect(letter).toMatchObject({
      key: poisoned,
      headers: {
        'florin-cause': 'handler_failed',
        'florin-detail': 'this account is refused',
        'florin-attempts': '5',
        'florin-origin-offset': '100',
      },
    });
    await eventually(async () => (await consumer.lag()).every(({ lag }) => lag === 0));
    // The promise (I16), far above the usual time.
    expect(Date.now() - tries[0]!.at).toBeLessThan(30_000);
    // More if the group assigns its partitions again meanwhile, as it may on a busy machine.
    expect(tries.filter(({ events }) => events === 1).length).toBeGreaterThanOrEqual(5);
    expect(versionsByAccount(await scene.effects())).toEqual(onceInOrder(accounts, 40));
  });

  test.each([
    ['keeps the database busy', (unit: UnitOfWork) => runParameterized(unit, 'select pg_sleep(60)', [])],
    ['waits for something that never happens', () => new Promise(() => undefined)],
    [
      'runs no statement until the database ends the session',
      async (unit: UnitOfWork) => {
        await pause(3_500);
        await runParameterized(unit, 'select 1', []);
      },
    ],
  ])(
    'that %s becomes a dead letter when it takes too long alone while the database answers',
    async (_what, never) => {
      async function neverEnd(events: FlorinEvent[], unit: UnitOfWork): Promise<void> {
        await recordEffects(events, unit);
        if (
          !events.some(
            ({ data }) =>
              data.account_id === poisoned && 'account_version' in data && data.account_version === 2,
          )
        )
          return;
        await never(unit);
      }
      await publisher.publish([
        ...movements(scene.topic, accounts, 20),
        ...movements(scene.topic, [poisoned], 3),
        ...movements(scene.topic, accounts, 20, 21),
      ]);
      const consumer = await scene.consume({ handle: neverEnd, handlingMs: 4_000 });
      const [letter] = await deadLetters(1);
      expect(letter).toMatchObject({ key: poisoned, headers: { 'florin-cause': 'handler_timed_out' } });
      await eventually(async () => (await consumer.lag()).every(({ lag }) => lag === 0));
      expect(versionsByAccount(await scene.effects())).toEqual({
        ...onceInOrder(accounts, 40),
        [poisoned]: [1, 3],
      });
    },
  );

  test('does not become a dead letter because of a database that is slow for every event', async () => {
    let locked = true;
    const metrics = createMetrics('test');
    await publisher.publish(movements(scene.topic, accounts, 4));
    const holding = scene.database.unitOfWork(async (unit) => {
      await runParameterized(unit, "set local idle_in_transaction_session_timeout = '60s'", []);
      await runParameterized(unit, 'lock table bank.effects', []);
      await eventually(() => !locked, { withinMs: 50_000 });
    });
    const consumer = await scene.consume({ handlingMs: 3_000, metrics });
    await eventually(async () => (await sumOf(metrics, 'florin_consumer_retries_total')) >= 3);
    locked = false;
    await holding;
    await eventually(async () => (await consumer.lag()).every(({ lag }) => lag === 0));
    expect(versionsByAccount(await scene.effects())).toEqual(onceInOrder(accounts, 4));
    expect(await sumOf(metrics, 'florin_consumer_dead_letters_total')).toBe(0);
  });

  test('becomes a dead letter when the database refuses its data, but not when a table is missing', async () => {
    let migrated = false;
    async function insertIntoLateTable(events: FlorinEvent[], unit: UnitOfWork): Promise<void> {
      await recordEffects(events, unit);
      if (!migrated) await runParameterized(unit, 'insert into bank.late default values', []);
      const divisors = events.map(({ accountId }) => (accountId === poisoned ? 0 : 1));
      await runParameterized(unit, 'select 1 / unnest($1::int[])', [divisors]);
    }
    const metrics = createMetrics('test');
    await publisher.publish([...movements(scene.topic, accounts, 5), movement(scene.topic, poisoned, 1)]);
    await scene.consume({ handle: insertIntoLateTable, metrics });
    await eventually(async () => (await sumOf(metrics, 'florin_consumer_retries_total')) >= 3);
    expect(await scene.effects()).toEqual([]);
    migrated = true;
    const [letter] = await deadLetters(1);
    expect(letter?.headers).toMatchObject({
      'florin-cause': 'handler_failed',
      'florin-detail': 'division by zero',
    });
    expect(versionsByAccount(await scene.effects())).toEqual(onceInOrder(accounts, 5));
  });

  test('can be replayed: published to its original topic, its effect is applied once', async () => {
    let curable = false;
    await publisher.publish([movement(scene.topic, poisoned, 1)]);
    const consumer = await scene.consume({
      async handle(events, unit) {
        if (!curable) throw new Error('not yet');
        await recordEffects(events, unit);
      },
    });
    const [letter] = await deadLetters(1);
    curable = true;
    const { key, value, headers } = letter!;
    const again = { topic: headers['florin-origin-topic']!, key, value, headers: {} };
    await publisher.publish([again, again]);
    await eventually(async () => (await scene.effects()).length > 0);
    await eventually(async () => (await consumer.lag()).every(({ lag }) => lag === 0));
    expect(versionsByAccount(await scene.effects())).toEqual({ [poisoned]: [1] });
  });
});

/** Kafka's default limit of a message, including framing, key and headers. */
const messageBytesMax = 1_048_588;
const headersBytes = 400;

const bytes = (value: string | Buffer | null): Buffer | null => (value === null ? null : Buffer.from(value));

function unreadableMessages(sound: EncodedEvent): { cause: string; message: OutgoingMessage }[] {
  const { value } = sound;
  const broken = (cause: string, changed: string | Buffer | null) => ({
    cause,
    message: { ...sound, value: changed },
  });
  return [
    broken('not_json', 'this is not JSON'),
    broken('not_json', value.slice(0, 100)),
    broken('empty', null),
    broken('not_utf8', Buffer.from([0xc3, 0x28])),
    broken('not_cloudevents', '{"amount":100}'),
    broken('unknown_type', value.replace('completed.v1', 'completed.v9')),
    broken('invalid_data', value.replace('"amount":100', '"amount":100.5')),
    broken('invalid_data', value.replace('"amount":100', '"amount":1e2')),
    broken('invalid_data', value.replace('"currency":"USD",', '')),
    broken('mixed_identity', value.replace(/"tenant_id":"[^"]+"/, `"tenant_id":"${newId('tenant')}"`)),
    { cause: 'mixed_identity', message: { ...sound, key: 'another-account' } },
    { cause: 'mixed_identity', message: { ...sound, key: null } },
    broken('not_json', value.padEnd(messageBytesMax - headersBytes, '.')),
  ];
}
