import { createMetrics } from '@florin/service';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { withKafka } from '@florin/testing';
import { createRequire } from 'node:module';
import { PublisherClosed, type Publisher } from '../src/index.ts';
import { readTopic } from './read-topic.ts';
import { describeEachLog } from './each-log.ts';
import { setScene, sumOf, type Scene } from './scene.ts';

const require = createRequire(import.meta.url);
const RequestQueue: {
  prototype: { fulfillRequest(this: unknown, answer: object): void };
} = require('kafkajs/src/network/requestQueue');
const SocketRequest: {
  prototype: { timeoutRequest(this: unknown): void };
} = require('kafkajs/src/network/requestQueue/socketRequest');

describeEachLog('a publisher to %s', (log) => {
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

withKafka(describe)('a publisher whose Kafka client lost an answer', () => {
  let scene: Scene;
  const { fulfillRequest } = RequestQueue.prototype;
  const { timeoutRequest } = SocketRequest.prototype;

  beforeEach(async () => {
    scene = await setScene('Kafka');
  });
  afterEach(async () => {
    Object.assign(RequestQueue.prototype, { fulfillRequest });
    Object.assign(SocketRequest.prototype, { timeoutRequest });
    await scene.close();
  });

  /** Resolves when the answer to a write was lost. kafkajs then waits for it for ever. */
  function loseOneAnswer(): Promise<void> {
    SocketRequest.prototype.timeoutRequest = () => {};
    return new Promise((resolve) => {
      RequestQueue.prototype.fulfillRequest = () => {
        RequestQueue.prototype.fulfillRequest = fulfillRequest;
        resolve();
      };
    });
  }

  const message = (value: string) => ({ topic: scene.topic, key: 'one key', value, headers: {} });

  test('writes the messages again over another connection', async () => {
    const publisher = await scene.openPublisher({ answerWithinMs: 1_000 });
    await publisher.publish([message('first')]);
    const lost = loseOneAnswer();
    await Promise.all([publisher.publish([message('second')]), lost]);
    await publisher.publish([message('third')]);
    const written = await readTopic(scene.log, scene.topic, 4);
    // The broker had the message whose answer was lost.
    expect(written.map(({ value }) => String(value))).toEqual(['first', 'second', 'second', 'third']);
  });

  test('closes all the same', async () => {
    const publisher = await scene.openPublisher();
    await publisher.publish([message('first')]);
    const lost = loseOneAnswer();
    const publishing = expect(publisher.publish([message('second')])).rejects.toThrow(PublisherClosed);
    await lost;
    await publisher.close();
    await publishing;
  });
});
