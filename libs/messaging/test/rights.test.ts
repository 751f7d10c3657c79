import { connect, sqlstate, type Role } from '@florin/database';
import { consumerGroups, deadLetterTopic, topicAccess, topics } from '@florin/events';
import { createTestDatabase, type TestDatabase } from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ensureTopics, migrateEventLog } from '../src/index.ts';
import { logger } from './scene.ts';

/** The roles in PostgreSQL of the users in topicAccess. */
const roleOf: Record<string, Role> = {
  worker: 'worker',
  fraud: 'fraud',
  notifications: 'notifications',
  analytics: 'analytics',
  'events-tool': 'readsAllTenants',
};
const allTopics = [...topics, ...consumerGroups.map(deadLetterTopic)];
let place: TestDatabase;

beforeAll(async () => {
  place = await createTestDatabase('event-log', migrateEventLog);
  await ensureTopics({ logUrl: place.url, clientId: 'test', topics: allTopics, logger });
});
afterAll(() => place?.drop());

/** What PostgreSQL answers to a role: undefined, or the SQLSTATE of a refusal. */
async function answerTo(role: Role, sql: string, values: unknown[]): Promise<string | undefined> {
  const database = await connect({ url: place.urlOf(role), applicationName: 'test', poolSize: 1 });
  try {
    await database.query(sql, values);
    return undefined;
  } catch (error) {
    return sqlstate(error);
  } finally {
    await database.close();
  }
}

const refused = '42501';
const append = `select event_log.append(array[$1], array[0], array['key'::bytea], array['{}'::json], array['value'::bytea])`;
const read = 'select event_log.read($1, 0, 0, 10, 1000)';
const hold = `select event_log.hold($1, uuidv7(), array[]::text[], array[]::text[], array[]::int[], interval '1 second')`;
const move = `select event_log.move_group($1, 'fraud.alerts', array[0], array[0::bigint])`;

/** Whether a name of the table is the topic or group, or begins it. */
const names = (granted: readonly string[], wanted: string): boolean =>
  granted.some((name) => name === wanted || (name.endsWith('*') && wanted.startsWith(name.slice(0, -1))));

describe.each(Object.entries(topicAccess))('in the event log in PostgreSQL, %s', (user, access) => {
  const role = roleOf[user] ?? 'api';
  const mayReadDeadLetters = user === 'events-tool';

  test('writes and reads the topics that topicAccess names, and no other', async () => {
    for (const topic of allTopics) {
      const writes = names(access.writes, topic) ? undefined : refused;
      expect([topic, await answerTo(role, append, [topic])]).toEqual([topic, writes]);
      const reads = names(access.reads, topic) || (mayReadDeadLetters && topic.includes('dead'));
      expect([topic, await answerTo(role, read, [topic])]).toEqual([topic, reads ? undefined : refused]);
    }
  });

  test('joins the groups that topicAccess names, and no other', async () => {
    for (const group of consumerGroups) {
      const joins = names(access.groups, group) ? undefined : refused;
      expect([group, await answerTo(role, hold, [group])]).toEqual([group, joins]);
    }
  });

  test('reaches no table of it directly', async () => {
    for (const table of ['topics', 'partitions', 'messages', 'members', 'positions', 'access']) {
      expect(await answerTo(role, `select from event_log.${table}`, [])).toBe(refused);
      expect(await answerTo(role, `delete from event_log.${table}`, [])).toBe(refused);
    }
    const isOperator = user === 'events-tool';
    expect(await answerTo(role, move, ['idle-group'])).toBe(isOperator ? undefined : refused);
  });
});

test('the API has no right to the event log', async () => {
  expect(await answerTo('api', read, ['transactions.completed'])).toBe(refused);
  expect(await answerTo('api', append, ['transactions.completed'])).toBe(refused);
});
