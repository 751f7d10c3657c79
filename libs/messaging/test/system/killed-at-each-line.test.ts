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

/** Whether the effects and the offset of the current batch are committed after a kill at a failpoint. */
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

describe('a consumer that is killed at a failpoint', () => {
  const accounts = newAccounts(30);
  let scene: Scene;

  beforeAll(async () => {
    // One partition whose messages are two units of work: the first is complete when the process dies in the second.
    scene = await setScene({ partitions: 1 });
    const { topic } = scene;
    const publisher = await scene.openPublisher();
    const poison = accounts.map((key) => ({ ...movement(topic, key, 1), value: 'this is not JSON' }));
    await publisher.publish([
      ...poison.slice(0, 15),
      ...movements(topic, accounts, movementsEach),
      ...poison.slice(15),
    ]);
  });
  afterAll(() => scene?.close());

  test('is killed at every failpoint of a consumer', () => {
    expect(Object.keys(leftAt).toSorted()).toEqual(lines.toSorted());
  });

  // Concurrently on the same topic, each with its own group and database, because Kafka removes a dead member only
  // after 10 s.
  test('applies every effect once and loses no poison event, at whichever failpoint', async () => {
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
      // Dead letters are not part of a unit of work: they are written again if the offset was not committed.
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
    // An empty stderr shows that Node warns of no timer.
    expect(await runUntilKilled('dying-consumer.ts', dying)).toEqual({ signal: 'SIGKILL', stderr: '' });
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
