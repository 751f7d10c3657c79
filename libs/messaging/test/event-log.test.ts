import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createMetrics } from '@florin/service';
import { eventually } from '@florin/testing';
import {
  committedPosition,
  createLogHandler,
  createPublisher,
  logBounds,
  messagesBetween,
  moveGroup,
  readLog,
  type LogPosition,
  type ReceivedMessage,
} from '../src/index.ts';
import { describeEachLog } from './each-log.ts';
import {
  logger,
  movements,
  newAccounts,
  openKafkaAdmin,
  recordEffects,
  setScene,
  type Scene,
} from './scene.ts';

describeEachLog('the event log in %s', (log) => {
  const accounts = newAccounts(9);
  const each = 60;
  const count = accounts.length * each;
  let scene: Scene;

  beforeEach(async () => {
    scene = await setScene(log);
    const address = { ...scene.log, clientId: 'test' };
    const publisher = await createPublisher({ ...address, logger, metrics: createMetrics('test') });
    scene.onClose(() => publisher.close());
    await publisher.publish(movements(scene.topic, accounts, each));
  });
  afterEach(() => scene.close());

  const address = () => ({ ...scene.log, clientId: 'test', topics: [scene.topic] });

  async function read(from: LogPosition, to: LogPosition): Promise<ReceivedMessage[]> {
    const all: ReceivedMessage[] = [];
    const onBatch = async (messages: readonly ReceivedMessage[]) => void all.push(...messages);
    await readLog({ ...address(), from, to, onBatch, signal: new AbortController().signal });
    return all;
  }

  const half = (position: LogPosition): LogPosition =>
    new Map([...position].map(([name, offset]) => [name, offset / 2n]));

  test('keeps the times of messages that are copied into it, also of months ago', async () => {
    const own = await setScene(log);
    try {
      const publisher = await own.openPublisher();
      const minutes = 60_000;
      const begins = Date.now() - 100 * 24 * 60 * minutes;
      const written = movements(own.topic, accounts.slice(0, 1), each).map((message, index) => ({
        ...{ ...message, timestamp: String(begins + index * 24 * 60 * minutes) },
      }));
      await publisher.publish(written);
      const found: ReceivedMessage[] = [];
      const { low, high } = await logBounds({ ...own.log, clientId: 'test', topics: [own.topic] });
      const onBatch = async (messages: readonly ReceivedMessage[]) => void found.push(...messages);
      const signal = new AbortController().signal;
      await readLog({ ...own.log, topics: [own.topic], from: low, to: high, onBatch, signal });
      expect(found.map(({ timestamp }) => timestamp)).toEqual(written.map(({ timestamp }) => timestamp));
      const moved = await moveGroup({
        ...{ ...own.log, clientId: 'test', groupId: own.groupId, topics: [own.topic] },
        fromMs: begins + 40 * 24 * 60 * minutes,
      });
      expect(moved).toEqual({ messages: 20n });
    } finally {
      await own.close();
    }
  });

  test('is read between two positions, each message once and in the order of its partition', async () => {
    const { low, high } = await logBounds(address());
    expect(messagesBetween(low, high)).toBe(BigInt(count));
    const parts = [await read(low, half(high)), await read(half(high), high)];
    expect(parts.map((part) => part.length)).toEqual([
      Number(messagesBetween(low, half(high))),
      Number(messagesBetween(half(high), high)),
    ]);
    for (const ofPartition of Map.groupBy(parts.flat(), ({ partition }) => partition).values()) {
      const offsets = ofPartition.map(({ offset }) => Number(offset));
      expect(offsets).toEqual(offsets.map((_, index) => index));
    }
    expect(await read(high, high)).toEqual([]);
  });

  test('returns the committed position of a group, and none for a group that never read', async () => {
    expect(await committedPosition({ ...address(), groupId: scene.groupId })).toEqual(new Map());
    await scene.consume();
    const { high } = await logBounds(address());
    await eventually(async () => {
      const committed = await committedPosition({ ...address(), groupId: scene.groupId });
      expect(messagesBetween(committed, high)).toBe(0n);
      return true;
    });
  });

  // In PostgreSQL months are dropped: libs/messaging/test/retention.test.ts.
  if (log === 'Kafka')
    test('shows that its first messages were deleted', async () => {
      const { high } = await logBounds(address());
      const [place] = [...high].find(([, offset]) => offset >= 3n)!;
      const admin = openKafkaAdmin(scene.log);
      scene.onClose(() => admin.disconnect());
      await admin.connect();
      // kafkajs knows the leaders of a topic only after a request about it.
      await admin.fetchTopicOffsets(scene.topic);
      const partitions = [{ partition: Number(place.split('/')[1]), offset: '3' }];
      await admin.deleteTopicRecords({ topic: scene.topic, partitions });
      const { low } = await logBounds(address());
      expect([...low].filter(([, offset]) => offset > 0n)).toEqual([[place, 3n]]);
    });

  test('moves a group in less than the 5 s that kafkajs waits for each topic', async () => {
    const group = { groupId: scene.groupId, fromMs: Date.now() - 3_600_000 };
    await eventually(async () => {
      const beganAt = performance.now();
      expect(await moveGroup({ ...address(), ...group })).toEqual({ messages: BigInt(count) });
      return performance.now() - beganAt < 5_000;
    });
    const committed = await committedPosition({ ...address(), groupId: scene.groupId });
    expect(new Set(committed.values())).toEqual(new Set([0n]));
  });

  test('applies each chosen event once to another set of tables, and skips unreadable messages', async () => {
    const log = createLogHandler({
      ...{ database: scene.database, schema: 'bank', handle: recordEffects },
      ...{ logger, metrics: createMetrics('test') },
    });
    const { low, high } = await logBounds(address());
    const messages = await read(low, high);
    const poison = { ...messages[0]!, value: Buffer.from('not JSON') };
    const { signal } = new AbortController();
    await log.handle([...messages.slice(0, 100), poison], signal);
    await log.handle(messages.slice(0, 200), signal);
    await log.handle(messages, signal, async (events) =>
      events.filter(({ accountId }) => accountId === accounts[0]),
    );
    const effects = await scene.effects();
    expect(new Set(effects.map(({ event_id }) => event_id)).size).toBe(effects.length);
    const others = messages.slice(200).filter(({ key }) => String(key) === accounts[0]);
    expect(effects).toHaveLength(200 + others.length);
    expect(log.skipped()).toBe(1);
  });

  test('stops being read at once when the reader stops or a batch is refused', async () => {
    const { low, high } = await logBounds(address());
    const stopping = new AbortController();
    const stopped = readLog({
      ...{ ...address(), from: low, to: high, signal: stopping.signal },
      onBatch: async () => stopping.abort(new Error('stopped by hand')),
    });
    await expect(stopped).rejects.toThrow('stopped by hand');
    const failing = readLog({
      ...{ ...address(), from: low, to: high, signal: new AbortController().signal },
      onBatch: () => Promise.reject(new Error('no space')),
    });
    await expect(failing).rejects.toThrow('no space');
  });
});
