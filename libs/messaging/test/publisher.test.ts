import { createMetrics } from '@florin/service';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Publisher } from '../src/index.ts';
import { readTopic } from './read-topic.ts';
import { logNames, setScene, sumOf, type Scene } from './scene.ts';

describe.each(logNames)('a publisher to %s', (log) => {
  let scene: Scene;
  let publisher: Publisher;
  const metrics = createMetrics('test');

  beforeEach(async () => {
    scene = await setScene(log);
    publisher = await scene.openPublisher({ metrics });
  });
  afterEach(() => scene.close());

  const message = (value: string) => ({ topic: scene.topic, key: 'one key', value, headers: {} });

  test('keeps the order of messages that exceed one batch', async () => {
    const values = Array.from({ length: 400 }, (_, index) => String(index).padEnd(10_000, '.'));
    await publisher.publish(values.map(message));
    const written = await readTopic(scene.log, scene.topic, values.length);
    expect(written.map(({ value }) => String(value))).toEqual(values);
  });

  test('keeps the order of concurrent calls', async () => {
    const values = Array.from({ length: 200 }, (_, index) => String(index));
    await Promise.all(values.map((value) => publisher.publish([message(value)])));
    const written = await readTopic(scene.log, scene.topic, values.length);
    expect(written.map(({ value }) => String(value))).toEqual(values);
  });

  test('refuses a message larger than the topic allows at once, and continues with the next', async () => {
    const before = await sumOf(metrics, 'florin_published_messages_total');
    await expect(publisher.publish([message('x'.repeat(2_000_000))])).rejects.toThrow(/larger than/);
    await publisher.publish([message('small')]);
    expect(await sumOf(metrics, 'florin_published_messages_total')).toBe(before + 1);
  });
});
