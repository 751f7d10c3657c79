import { newId } from '@florin/database';
import { topics } from '@florin/events';
import { createPublisher, ensureTopics, type Publisher } from '@florin/messaging';
import { createLogger, createMetrics, pause } from '@florin/service';
import {
  askInternally,
  createTestDatabase,
  encodeSample,
  eventually,
  handledBy,
  isInGroup,
  startApp,
  startKafka,
  type PrivateKafka,
  type StartedApp,
  type TestDatabase,
} from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { traffic, type Total } from '../traffic.ts';

const instanceCount = 4;
const logger = createLogger({ service: 'test', level: 'silent' });
/** Five processes and a broker share the cores with whatever else runs. */
const limit = { withinMs: 180_000, everyMs: 200 };

describe('four instances of a consumer on twelve partitions', () => {
  const tenantId = newId('tenant');
  let kafka: PrivateKafka;
  let database: TestDatabase;
  let publisher: Publisher;
  const instances: StartedApp[] = [];

  beforeAll(async () => {
    [kafka, database] = await Promise.all([startKafka(), createTestDatabase('empty', async () => undefined)]);
    const address = { brokers: [kafka.broker], clientId: 'test', logger };
    await ensureTopics({ ...address, topics, partitions: 12 });
    publisher = await createPublisher({ ...address, metrics: createMetrics('test') });
    const env = { DATABASE_URL: database.url, KAFKA_BROKERS: kafka.broker, KAFKA_GROUP_ID: 'instances' };
    const starts = Array.from({ length: instanceCount }, () => startApp('analytics', env));
    instances.push(...(await Promise.all(starts)));
  }, 300_000);
  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.stop()));
    await publisher?.close();
    await database?.drop();
    await kafka?.stop();
  });

  async function totals(of: StartedApp): Promise<Total[]> {
    const caller = { tenantId, scopes: ['analytics:read'] };
    return JSON.parse((await askInternally(`${of.url}/analytics/summary`, caller)).text).totals;
  }

  test('share the work, and have exact totals although one is killed under load', async () => {
    for (const instance of instances) await eventually(() => isInGroup(instance), limit);
    const rounds: Total[][] = [];
    const killed = new AbortController();
    const publishing = (async () => {
      for (let more = 30; more > 0; more -= killed.signal.aborted ? 1 : 0) {
        const { events, expected } = traffic(100, tenantId);
        await publisher.publish(events.map(encodeSample));
        rounds.push(expected);
        await pause(50);
      }
    })();
    for (const instance of instances)
      await eventually(async () => (await handledBy(instance)) > 0, { ...limit, everyMs: 20 });
    const [victim, ...others] = instances;
    await victim?.kill();
    killed.abort();
    await publishing;

    const expected = sumOf(rounds.flat());
    for (const instance of others)
      await eventually(async () => {
        expect(await totals(instance)).toEqual(expected);
        return true;
      }, limit);
  }, 600_000);
});

/** The totals of several rounds, in the order of the app's answers. */
function sumOf(rounds: readonly Total[]): Total[] {
  const sums = new Map<string, Total>();
  for (const { currency, type, count, volume, failed } of rounds) {
    const sum = sums.get(`${currency} ${type}`) ?? { currency, type, count: 0, volume: 0, failed: 0 };
    sum.count += count;
    sum.volume += volume;
    sum.failed += failed;
    sums.set(`${currency} ${type}`, sum);
  }
  return [...sums].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, sum]) => sum);
}
