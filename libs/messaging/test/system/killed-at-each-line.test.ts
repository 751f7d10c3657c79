import { createMetrics, failpointNames, type FailpointName } from '@florin/service';
import { eventually } from '@florin/testing';
import { afterAll, describe, expect, test } from '@jest/globals';
import { readTopic } from '../read-topic.ts';
import {
  logNames,
  movement,
  movements,
  newAccounts,
  onceInOrder,
  setScene,
  sumOf,
  versionsByAccount,
  type LogName,
  type Scene,
} from '../scene.ts';
import { runUntilKilled } from '../until-killed.ts';

/** Whether the effects and the offset of the current batch are committed after a kill at a failpoint. */
type Left = { effects: boolean; offset: boolean };

const leftIn = (log: LogName): Partial<Record<FailpointName, Left>> => ({
  'consumer.after-dead-letter': { effects: false, offset: false },
  'consumer.before-effect': { effects: false, offset: false },
  'consumer.before-commit': { effects: false, offset: false },
  // In PostgreSQL the offset is part of the unit of work.
  'consumer.after-commit': { effects: true, offset: log === 'PostgreSQL' },
  'consumer.after-offset': { effects: true, offset: true },
});
const lines = failpointNames.filter((name) => name.startsWith('consumer.'));
const movementsEach = 34;

describe.each(logNames)('a consumer of %s that is killed at a failpoint', (log) => {
  const accounts = newAccounts(30);
  const leftAt = leftIn(log);
  const scenes: Scene[] = [];
  afterAll(() => Promise.all(scenes.map((scene) => scene.close())));

  /** One partition whose messages are two units of work: the first is complete when the process dies in the second. */
  async function openScene(): Promise<Scene> {
    const scene = await setScene(log, { partitions: 1 });
    scenes.push(scene);
    const { topic } = scene;
    const publisher = await scene.openPublisher();
    const poison = accounts.map((key) => ({ ...movement(topic, key, 1), value: 'this is not JSON' }));
    await publisher.publish([
      ...poison.slice(0, 15),
      ...movements(topic, accounts, movementsEach),
      ...poison.slice(15),
    ]);
    return scene;
  }

  test('is killed at every failpoint of a consumer', () => {
    expect(Object.keys(leftAt).toSorted()).toEqual(lines.toSorted());
  });

  // Concurrently, because a dead member is removed only after 10 s.
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
    const own = await openScene();
    const { databaseUrl, topic, groupId } = own;
    const dying = { log: own.log, databaseUrl, topic, groupId, failpoints: `${line}=kill:2` };
    // An empty stderr shows that Node warns of no timer.
    expect(await runUntilKilled('dying-consumer.ts', dying)).toEqual({ signal: 'SIGKILL', stderr: '' });
    const committedBefore = (await own.effects()).length;
    const metrics = createMetrics('test');
    const consumer = await own.consume({ metrics });
    await eventually(async () => (await consumer.lag()).every(({ lag }) => lag === 0), { withinMs: 120_000 });
    const effects = await own.effects();
    const duplicates = await sumOf(metrics, 'florin_consumer_duplicates_total');
    const letters = await readTopic(own.log, `${groupId}.dead-letters`, accounts.length);
    return { line, effects, duplicates, letters, committedBefore, left: leftAt[line]! };
  }
});

const origin = (headers: Record<string, string>): string =>
  `${headers['florin-origin-partition']}:${headers['florin-origin-offset']}`;
