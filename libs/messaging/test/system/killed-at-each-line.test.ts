import { createMetrics, failpointNames, type FailpointName } from '@florin/service';
import { eventually } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readTopic } from '../read-topic.ts';
import {
  movement,
  movements,
  newAccounts,
  onceInOrder,
  setScene,
  sumOf,
  versionsByAccount,
  type Scene,
} from '../scene.ts';
import { runUntilKilled } from '../until-killed.ts';

/** What a death at a line leaves behind of the batch at which it happens. */
type Left = { effects: boolean; offset: boolean };

const leftAt: Partial<Record<FailpointName, Left>> = {
  'consumer.after-dead-letter': { effects: false, offset: false },
  'consumer.before-effect': { effects: false, offset: false },
  'consumer.before-commit': { effects: false, offset: false },
  'consumer.after-commit': { effects: true, offset: false },
  'consumer.after-offset': { effects: true, offset: true },
};
const lines = failpointNames.filter((name) => name.startsWith('consumer.'));
const movementsEach = 34;

describe('a consumer that is killed at a dangerous line', () => {
  const accounts = newAccounts(30);
  let scene: Scene;

  beforeAll(async () => {
    // One partition, whose messages are two units of work: the one is whole when the process dies in the other.
    scene = await setScene({ partitions: 1 });
    const { topic } = scene;
    const publisher = await scene.openPublisher();
    const poison = accounts.map((key) => ({ ...movement(topic, key, 1), value: 'this is not JSON' }));
    await publisher.publish([
      ...poison.slice(0, 15),
      ...movements(topic, accounts, movementsEach),
      ...poison.slice(15),
    ]);
  }, 60_000);
  afterAll(() => scene?.close());

  test('is missing at no line', () => {
    expect(Object.keys(leftAt).toSorted()).toEqual(lines.toSorted());
  });

  // Side by side over the same topic, each in a group and a database of its own: Kafka gives up a dead member only
  // after 10 s.
  test('has every effect once and loses no poison event, whichever line it is', async () => {
    const lives = await Promise.all(lines.map((line) => dieAndLiveAgain(line)));
    for (const { line, effects, duplicates, letters, committedBefore, left } of lives) {
      const all = accounts.length * movementsEach;
      expect({ line, isSome: committedBefore > 0, isAll: committedBefore === all }).toEqual({
        line,
        isSome: true,
        isAll: left.effects,
      });
      expect({ line, versions: versionsByAccount(effects) }).toEqual({
        line,
        versions: onceInOrder(accounts, movementsEach),
      });
      expect({ line, isRepeated: duplicates > 0 }).toEqual({
        line,
        isRepeated: left.effects && !left.offset,
      });
      const origins = letters.map(({ headers }) => origin(headers));
      expect({ line, letters: new Set(origins).size }).toEqual({ line, letters: accounts.length });
      // They are no part of a unit of work: what dies with its offset not committed puts them away again.
      expect({ line, isRepeated: letters.length > accounts.length }).toEqual({
        line,
        isRepeated: !left.offset,
      });
    }
  }, 240_000);

  async function dieAndLiveAgain(line: FailpointName) {
    const own = await setScene({ topic: scene.topic });
    scene.onClose(() => own.close());
    const { brokers, databaseUrl, topic, groupId } = own;
    const dying = { brokers, databaseUrl, topic, groupId, failpoints: `${line}=kill:2` };
    // Nor has Node anything to say of its timers.
    expect(await runUntilKilled('dying-consumer.ts', dying)).toEqual({ signal: 'SIGKILL', complaints: '' });
    const committedBefore = (await own.effects()).length;
    const metrics = createMetrics('test');
    const consumer = await own.consume({ metrics });
    await eventually(async () => (await consumer.lag()).every(({ lag }) => lag === 0), { withinMs: 120_000 });
    const effects = await own.effects();
    const duplicates = await sumOf(metrics, 'florin_consumer_duplicates_total');
    const letters = await readTopic(brokers, `${groupId}.dead-letters`, accounts.length);
    return { line, effects, duplicates, letters, committedBefore, left: leftAt[line]! };
  }
});

const origin = (headers: Record<string, string>): string =>
  `${headers['florin-origin-partition']}:${headers['florin-origin-offset']}`;
