import { createMetrics, type Metrics } from '@florin/service';
import { eventually } from '@florin/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { moveGroup, type Publisher } from '../src/index.ts';
import { describeEachLog } from './each-log.ts';
import {
  movements,
  newAccounts,
  onceInOrder,
  setScene,
  sumOf,
  versionsByAccount,
  type Scene,
} from './scene.ts';

describeEachLog('a consumer of %s', (log) => {
  let scene: Scene;
  let publisher: Publisher;
  const accounts = newAccounts(10);

  beforeEach(async () => {
    scene = await setScene(log);
    publisher = await scene.openPublisher();
  });
  afterEach(() => scene.close());

  const effectsOf = (count: number) => eventually(async () => (await scene.effects()).length >= count);

  test('handles every event of an account once and in order', async () => {
    await publisher.publish(movements(scene.topic, accounts, 100));
    const consumer = await scene.consume();
    await publisher.publish(movements(scene.topic, accounts, 100, 101));
    await effectsOf(2_000);
    expect(versionsByAccount(await scene.effects())).toEqual(onceInOrder(accounts, 200));
    await eventually(async () => (await consumer.lag()).every(({ lag }) => lag === 0));
    expect(consumer.check()).toEqual({ ok: true, detail: 'reachable, in the group' });
  });

  test('shows how long the oldest event has waited, and 0 when no event waits', async () => {
    let blocked = true;
    const metrics = createMetrics('test');
    await publisher.publish(movements(scene.topic, accounts, 2));
    const consumer = await scene.consume({
      metrics,
      handle: async () => void (await eventually(() => !blocked)),
      handlingMs: 60_000,
    });
    const age = async () => {
      await consumer.lag();
      return sumOf(metrics, 'florin_consumer_oldest_event_age_seconds');
    };
    const since = Date.now();
    await eventually(async () => (await age()) >= 2, { everyMs: 200 });
    expect(Date.now() - since).toBeGreaterThan(500);
    expect(await age()).toBeLessThan(90);
    blocked = false;
    await eventually(async () => (await age()) === 0, { everyMs: 200 });
  });

  test('changes nothing when the relay publishes events again or the topic is replayed from offset 0', async () => {
    await publisher.publish(movements(scene.topic, accounts, 20));
    await publisher.publish(movements(scene.topic, accounts, 30));
    const first = await scene.consume();
    await eventually(async () => (await first.lag()).every(({ lag }) => lag === 0));
    await first.stop();
    const group = { groupId: scene.groupId, topics: [scene.topic], fromMs: 0 };
    expect(await moveGroup({ ...scene.log, ...group, clientId: 'test' })).toEqual({ messages: 500n });

    const metrics = createMetrics('test');
    await scene.consume({ metrics });
    await eventually(async () => (await sumOf(metrics, 'florin_consumer_duplicates_total')) === 500);
    expect(versionsByAccount(await scene.effects())).toEqual(onceInOrder(accounts, 30));
  });

  test('shares partitions with a second consumer, and takes them over when that one stops', async () => {
    const [ofFirst, ofSecond] = [createMetrics('test'), createMetrics('test')];
    await scene.consume({ metrics: ofFirst });
    const second = await scene.consume({ metrics: ofSecond });
    const many = newAccounts(60);
    let versions = 0;
    const publishMore = async () => {
      await publisher.publish(movements(scene.topic, many, 2, versions + 1));
      versions += 2;
    };
    const hasItsShare = async (metrics: Metrics) =>
      (await sumOf(metrics, 'florin_consumer_events_total')) > 0;
    // Every partition has some of these accounts, and each consumer has partitions once it has joined.
    await eventually(
      async () => {
        await publishMore();
        return (await hasItsShare(ofFirst)) && (await hasItsShare(ofSecond));
      },
      { everyMs: 200 },
    );
    const publishing = (async () => {
      for (let times = 0; times < 10; times++) await publishMore();
    })();
    await second.stop();
    await publishing;
    await effectsOf(60 * versions);
    expect(versionsByAccount(await scene.effects())).toEqual(onceInOrder(many, versions));
  });
});
