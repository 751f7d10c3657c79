import type { FlorinEvent } from '@florin/events';
import { pause } from '@florin/service';
import { eventually } from '@florin/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { EntityManager } from '../src/entity-manager.ts';
import {
  movements,
  newAccounts,
  onceInOrder,
  recordEffects,
  setScene,
  versionsByAccount,
  type Scene,
} from './scene.ts';

let scene: Scene;

beforeEach(async () => {
  scene = await setScene({ partitions: 3 });
});
afterEach(() => scene.close());

test('three partitions are taken in side by side, each in its order', async () => {
  const accounts = newAccounts(60);
  const publisher = await scene.openPublisher();
  await publisher.publish(movements(scene.topic, accounts, 5));

  let underWay = 0;
  const allThree = Promise.withResolvers<void>();
  async function waitForTheOthers(events: FlorinEvent[], em: EntityManager): Promise<void> {
    underWay += 1;
    if (underWay === 3) allThree.resolve();
    // Where they come one by one, nobody is under way beside this one: it gives up, and the test with it.
    await Promise.race([allThree.promise, pause(2_000)]);
    underWay -= 1;
    await recordEffects(events, em);
  }
  await scene.consume({ handle: waitForTheOthers });
  await allThree.promise;
  await eventually(async () => (await scene.effects()).length === 300, { withinMs: 20_000 });
  expect(versionsByAccount(await scene.effects())).toEqual(onceInOrder(accounts, 5));
}, 60_000);
