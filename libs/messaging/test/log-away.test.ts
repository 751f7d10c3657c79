import { createMetrics } from '@florin/service';
import { eventually } from '@florin/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createPublisher, ensureTopics, PublisherClosed, watchLog } from '../src/index.ts';
import { describeEachLog } from './each-log.ts';
import {
  awayLog,
  logger,
  movement,
  newAccounts,
  openKafkaAdmin,
  setScene,
  sumOf,
  type Scene,
} from './scene.ts';

describeEachLog('while %s is unavailable', (log) => {
  let scene: Scene;
  const away = { ...awayLog(log), clientId: 'test', logger };
  const [account = ''] = newAccounts(1);

  beforeEach(async () => {
    scene = await setScene(log);
  });
  afterEach(() => scene.close());

  test('a publisher keeps trying, and its promise rejects only when it is closed', async () => {
    const metrics = createMetrics('test');
    const publisher = await createPublisher({ ...away, metrics });
    let outcome: unknown = 'open';
    publisher.publish([movement(scene.topic, account, 1)]).catch((error: unknown) => (outcome = error));
    await eventually(async () => (await sumOf(metrics, 'florin_publish_failures_total')) >= 3);
    expect(outcome).toBe('open');
    await publisher.close();
    expect(outcome).toBeInstanceOf(PublisherClosed);
  });

  test('a consumer runs, reports that it cannot reach it, and stops without a time limit', async () => {
    const warnings: unknown[] = [];
    const listening = Object.assign(logger.child({}), { warn: (line: unknown) => void warnings.push(line) });
    const consumer = await scene.consume({ ...awayLog(log), logger: listening });
    await eventually(() => consumer.check().detail === 'not reachable, joining');
    expect(consumer.check().ok).toBe(false);
    await expect(consumer.lag()).rejects.toThrow();
    // A stop that reaches its time limit logs a warning.
    await consumer.stop();
    expect(warnings).toEqual([]);
  });

  // In PostgreSQL no topic is deleted.
  if (log === 'Kafka')
    test('a topic that accepts no messages is reported, although Kafka answers, until it accepts them', async () => {
      const publisher = await scene.openPublisher();
      await publisher.publish([movement(scene.topic, account, 1)]);
      expect(publisher.check()).toEqual({ ok: true, detail: 'takes messages' });
      const address = { ...scene.log, clientId: 'test', logger };
      const admin = openKafkaAdmin(scene.log);
      await admin.connect();
      await admin.deleteTopics({ topics: [scene.topic] });
      await admin.disconnect();
      const waiting = publisher.publish([movement(scene.topic, account, 2)]);
      await eventually(() => !publisher.check().ok);
      expect(publisher.check().detail).toMatch(/^takes no messages \(/);
      await ensureTopics({ ...address, topics: [scene.topic] });
      await waiting;
      expect(publisher.check().ok).toBe(true);
    });

  test('a process can notice it, and can stop trying to create topics', async () => {
    const watch = watchLog(away);
    await eventually(() => watch.check().detail === 'not reachable');
    await watch.close();
    const boot = new AbortController();
    const making = ensureTopics({ ...away, topics: [scene.topic], signal: boot.signal });
    boot.abort();
    await expect(making).resolves.toBeUndefined();
  });
});
