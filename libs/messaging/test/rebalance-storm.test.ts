import { eventually, startKafka, type PrivateKafka } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { RunningConsumer } from '../src/index.ts';
import { movements, newAccounts, onceInOrder, setScene, versionsByAccount, type Scene } from './scene.ts';

describe('while events flow, a consumer group', () => {
  let kafka: PrivateKafka;
  let scene: Scene;
  const accounts = newAccounts(12);
  const rounds = 60;

  beforeAll(async () => {
    kafka = await startKafka();
    scene = await setScene({ brokers: [kafka.broker], partitions: 6 });
  }, 90_000);
  afterAll(async () => {
    await scene?.close();
    await kafka?.stop();
  }, 60_000);

  test('whose members come and go all the time, and whose broker is killed, takes every event in once and in order', async () => {
    const { topic } = scene;
    const publisher = await scene.openPublisher();
    const lasting = await scene.consume();
    const publishing = (async () => {
      for (let round = 0; round < rounds; round++) {
        await publisher.publish(movements(topic, accounts, 10, 1 + 10 * round));
      }
    })();
    const joinAndLeave = async () => {
      const passing: RunningConsumer = await scene.consume();
      await eventually(() => passing.check().ok, { withinMs: 60_000 });
      await passing.stop();
    };
    // Each joining and each leaving makes the group share its partitions out anew.
    await Promise.all([joinAndLeave(), joinAndLeave()]);
    await kafka.kill();
    const meanwhile = joinAndLeave();
    await kafka.restart();
    await meanwhile;
    await joinAndLeave();
    await publishing;

    const all = accounts.length * rounds * 10;
    await eventually(async () => (await scene.effects()).length >= all, { withinMs: 90_000, everyMs: 500 });
    await eventually(async () => (await lasting.lag()).every(({ lag }) => lag === 0), { withinMs: 60_000 });
    expect(versionsByAccount(await scene.effects())).toEqual(onceInOrder(accounts, rounds * 10));
  }, 300_000);
});
