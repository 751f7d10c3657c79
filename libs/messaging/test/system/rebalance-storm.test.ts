import { pause } from '@florin/service';
import { eventually, startKafka, type PrivateKafka } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RunningConsumer } from '../../src/index.ts';
import {
  movements,
  newAccounts,
  onceInOrder,
  recordEffects,
  setScene,
  versionsByAccount,
  type Scene,
} from '../scene.ts';

describe('while events flow, a consumer group', () => {
  let kafka: PrivateKafka;
  let scene: Scene;
  const accounts = newAccounts(12);

  beforeAll(async () => {
    kafka = await startKafka();
    scene = await setScene('Kafka', { brokers: [kafka.broker], partitions: 6 });
  });
  afterAll(async () => {
    await scene?.close();
    await kafka?.stop();
  });

  test('whose members join and leave all the time, and whose broker is killed, handles every event once and in order', async () => {
    const { topic } = scene;
    const publisher = await scene.openPublisher();
    const storm = new AbortController();
    let rounds = 0;
    const publishing = (async () => {
      for (; !storm.signal.aborted; rounds++) {
        await publisher.publish(movements(topic, accounts, 1, 1 + rounds));
        await pause(50, storm.signal);
      }
    })();
    let isDue = false;
    let dying: Promise<void> | undefined;
    const lasting = await scene.consume({
      handle: async (events, unit) => {
        await recordEffects(events, unit);
        // The effect commits, but the offset cannot be committed: these events are delivered again.
        if (isDue) dying ??= kafka.kill();
      },
    });
    const joinAndLeave = async () => {
      const passing: RunningConsumer = await scene.consume();
      await eventually(() => passing.check().ok);
      await passing.stop();
    };
    // Each join and each leave makes the group assign its partitions again.
    await Promise.all([joinAndLeave(), joinAndLeave()]);
    isDue = true;
    await eventually(() => dying !== undefined);
    await dying;
    const meanwhile = joinAndLeave();
    await kafka.restart();
    await meanwhile;
    await joinAndLeave();
    storm.abort();
    await publishing;

    const all = accounts.length * rounds;
    await eventually(async () => (await scene.effects()).length >= all, { everyMs: 500 });
    await eventually(async () => (await lasting.lag()).every(({ lag }) => lag === 0));
    expect(versionsByAccount(await scene.effects())).toEqual(onceInOrder(accounts, rounds));
  }, 300_000);
});
