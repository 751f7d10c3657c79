import { connect, type UnitOfWork } from '@florin/database';
import type { FlorinEvent } from '@florin/events';
import { eventually } from '@florin/testing';
import { afterEach, expect, test } from '@jest/globals';
import { describeEachLog } from './each-log.ts';
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

afterEach(() => scene.close());

describeEachLog('three partitions of %s', (log) => {
  test('are handled concurrently, each in its order', async () => {
    scene = await setScene(log, { partitions: 3 });
    const accounts = newAccounts(60);
    const publisher = await scene.openPublisher();
    await publisher.publish(movements(scene.topic, accounts, 5));

    let underWay = 0;
    const over = Promise.withResolvers<void>();
    async function waitForTheOthers(events: FlorinEvent[], unit: UnitOfWork): Promise<void> {
      underWay += 1;
      await over.promise;
      await recordEffects(events, unit);
    }
    const handlingMs = 120_000;
    const database = await connect({
      ...{ url: scene.databaseUrl, applicationName: 'test', idleInTransactionTimeoutMs: handlingMs },
    });
    scene.onClose(() => database.close());
    await scene.consume({ handle: waitForTheOthers, database, handlingMs });
    try {
      // If they were handled one after the other, the second would never begin.
      await eventually(() => underWay === 3);
    } finally {
      over.resolve();
    }
    await eventually(async () => (await scene.effects()).length === 300);
    expect(versionsByAccount(await scene.effects())).toEqual(onceInOrder(accounts, 5));
  });
});
