import { topicAccess, topics } from '@florin/events';
import { ensureTopics, kafkaOf, logBounds } from '@florin/messaging';
import { createLogger } from '@florin/service';
import {
  createAuthority,
  createTestDatabase,
  itemAt,
  migrateBank,
  startSecureKafka,
  type SecureKafka,
} from '@florin/testing';
import { connect } from '@florin/database';
import { expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const run = promisify(execFile);
const clusterOf = (kafka: SecureKafka, user: string) =>
  kafkaOf({ ...kafka.settingsOf(user), KAFKA_BROKERS: [kafka.broker], KAFKA_TLS: true });

test('acls --apply lets each app do what it needs, and is recorded under the operator before it does', async () => {
  const [kafka, place] = await Promise.all([
    startSecureKafka(createAuthority(), ['IP:127.0.0.1'], [...Object.keys(topicAccess), 'outsider']),
    createTestDatabase('bank', migrateBank),
  ]);
  const database = await connect({ url: place.url, applicationName: 'test', connectTimeoutMs: 20_000 });
  const acls = (user: string, ...more: string[]) => {
    const env = { ...process.env, DATABASE_URL: place.url, ...kafka.settingsOf(user) };
    return run(process.execPath, [main, 'acls', ...more], { env });
  };
  const recorded = () =>
    database.query<{ actor: { id: string }; action: string; details: object }>(
      'select actor, action, details from access.operator_actions order by acted_at',
      [],
    );
  try {
    const logger = createLogger({ service: 'test', level: 'silent' });
    const admin = clusterOf(kafka, 'admin');
    await ensureTopics({ ...admin, clientId: 'test', topics, logger });
    const bounds = (user: string) =>
      logBounds({ ...clusterOf(kafka, user), clientId: 'test', topics: [itemAt(topics, 0)] });

    // Without --apply nothing is granted, and nothing is recorded.
    expect((await acls('admin')).stdout).toContain('User:analytics may ');
    await expect(bounds('analytics')).rejects.toThrow();
    expect(await recorded()).toEqual([]);

    const { stderr } = await acls('admin', '--apply', '--operator', 'ada');
    const granted = Number(/granted (\d+) permissions/.exec(stderr)?.[1]);
    expect(granted).toBeGreaterThan(10);
    await bounds('analytics');
    await expect(bounds('outsider')).rejects.toThrow();
    const [action, ...others] = await recorded();
    expect(others).toEqual([]);
    expect(action).toMatchObject({ action: 'grant_access', details: { permissions: granted } });
    expect(action?.actor.id).toContain('ada');

    // A user whom the brokers refuse leaves the record of the attempt, and no grant.
    await expect(acls('outsider', '--apply', '--operator', 'eve')).rejects.toMatchObject({ code: 1 });
    expect((await recorded()).map(({ actor }) => actor.id)).toEqual([
      expect.stringContaining('ada'),
      expect.stringContaining('eve'),
    ]);
    await expect(bounds('outsider')).rejects.toThrow();
  } finally {
    await Promise.all([kafka.stop(), database.close()]);
    await place.drop();
  }
});
