import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '@florin/testing';
import { logBounds, messagesBetween } from '../src/index.ts';
import { readTopic } from './read-topic.ts';
import { movements, newAccounts, onceInOrder, setScene, versionsByAccount, type Scene } from './scene.ts';

let scene: Scene;
const accounts = newAccounts(6);

beforeEach(async () => {
  scene = await setScene('PostgreSQL', { partitions: 2 });
});
afterEach(() => scene.close());

const bounds = () => logBounds({ ...scene.log, clientId: 'test', topics: [scene.topic] });

/** Makes everything that is in the log a month older. */
async function ageByAMonth(): Promise<void> {
  const old = `(now() - interval '1 month')`;
  await scene.database.query(`select event_log.make_month${old}`, []);
  await scene.database.query(`update event_log.messages set written_at = ${old}`, []);
}

async function dropMonths(): Promise<unknown> {
  const sql = 'select event_log.drop_months_before(now()) as dropped';
  return (await scene.database.query(sql, []))[0];
}

test('months that have ended are dropped as a whole, and a group goes on behind them', async () => {
  const publisher = await scene.openPublisher();
  await publisher.publish(movements(scene.topic, accounts, 5));
  await ageByAMonth();
  await publisher.publish(movements(scene.topic, accounts, 5, 6));
  expect(await dropMonths()).toEqual({ dropped: 1 });
  expect(await dropMonths()).toEqual({ dropped: 0 });

  const { low, high } = await bounds();
  expect(messagesBetween(low, high)).toBe(BigInt(accounts.length * 5));
  expect([...low.values()].reduce((sum, offset) => sum + offset, 0n)).toBe(BigInt(accounts.length * 5));
  expect(await readTopic(scene.log, scene.topic, accounts.length * 5)).toHaveLength(accounts.length * 5);

  await scene.consume();
  const all = accounts.length * 5;
  await eventually(async () => (await scene.effects()).length >= all);
  const lastFive = Object.fromEntries(
    Object.entries(onceInOrder(accounts, 10)).map(([account, versions]) => [account, versions.slice(5)]),
  );
  expect(versionsByAccount(await scene.effects())).toEqual(lastFive);
});

test('a topic whose messages were all dropped goes on at its next offset', async () => {
  const publisher = await scene.openPublisher();
  await publisher.publish(movements(scene.topic, accounts, 5));
  await ageByAMonth();
  const { high: written } = await bounds();
  await dropMonths();
  const { low, high } = await bounds();
  expect(low).toEqual(written);
  expect(high).toEqual(written);
  await publisher.publish(movements(scene.topic, accounts, 1, 6));
  expect(messagesBetween(written, (await bounds()).high)).toBe(BigInt(accounts.length));
});
