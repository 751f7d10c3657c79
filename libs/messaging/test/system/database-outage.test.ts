import { createMetrics } from '@florin/service';
import { eventually, startPostgres, type PrivatePostgres } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createTables,
  movements,
  newAccounts,
  onceInOrder,
  openDatabase,
  openKafkaAdmin,
  setScene,
  sumOf,
  versionsByAccount,
  type Scene,
} from '../scene.ts';

describe('while the database is away, a consumer', () => {
  let postgres: PrivatePostgres;
  let scene: Scene;
  const accounts = newAccounts(10);

  beforeAll(async () => {
    postgres = await startPostgres();
    const database = await openDatabase(postgres.url);
    await createTables(database);
    await database.close();
    scene = await setScene('Kafka', { databaseUrl: postgres.url });
  });
  afterAll(async () => {
    await scene?.close();
    await postgres?.stop();
  });

  test('keeps its position, skips nothing, writes no dead letter, and continues by itself', async () => {
    const { topic } = scene;
    const publisher = await scene.openPublisher();
    const metrics = createMetrics('test');
    const consumer = await scene.consume({ metrics });
    await publisher.publish(movements(topic, accounts, 50));
    await eventually(async () => (await scene.effects()).length > 0);

    const members = await membersOf(scene);

    await postgres.kill();
    await publisher.publish(movements(topic, accounts, 50, 51));
    await eventually(async () => (await sumOf(metrics, 'florin_consumer_retries_total')) >= 3);
    // Longer than the session timeout of Kafka: this member must not be regarded as dead.
    await sleep(11_000);
    expect(await membersOf(scene)).toEqual(members);
    expect(consumer.check()).toEqual({ ok: true, detail: 'reachable, in the group' });
    await postgres.restart();

    await eventually(async () => (await scene.effects()).length >= 1_000);
    expect(versionsByAccount(await scene.effects())).toEqual(onceInOrder(accounts, 100));
    expect(await sumOf(metrics, 'florin_consumer_dead_letters_total')).toBe(0);
  });

  test('stops on request, and makes no further attempt', async () => {
    const { topic } = scene;
    const metrics = createMetrics('test');
    const publisher = await scene.openPublisher();
    const consumer = await scene.consume({ metrics, groupId: `${scene.groupId}-2` });
    await eventually(() => consumer.check().ok);
    await postgres.kill();
    await publisher.publish(movements(topic, accounts, 1, 101));
    const tries = () => sumOf(metrics, 'florin_consumer_retries_total');
    await eventually(async () => (await tries()) >= 1);
    await consumer.stop();
    const stopped = await tries();
    // Longer than the longest pause between two attempts.
    await sleep(3_000);
    expect(await tries()).toBe(stopped);
    await postgres.restart();
  });
});

/** Kafka's ids of the members of the scene's group. A member that joins again gets a new id. */
async function membersOf({ log, groupId }: Scene): Promise<string[]> {
  const admin = openKafkaAdmin(log);
  await admin.connect();
  try {
    const { groups } = await admin.describeGroups([groupId]);
    return groups.flatMap(({ members }) => members.map(({ memberId }) => memberId));
  } finally {
    await admin.disconnect();
  }
}
