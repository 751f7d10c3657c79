import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@florin/database';
import { createPublisher, type Publisher } from '@florin/messaging';
import { createLogger, createMetrics } from '@florin/service';
import {
  askInternally,
  createTestDatabase,
  encodeSample,
  eventually,
  isInGroup,
  sampleTransaction,
  startApp,
  startKafka,
  handledBy,
  type PrivateKafka,
  type StartedApp,
  type TestDatabase,
} from '@florin/testing';
import { traffic, type Total } from '../traffic.ts';

type Sample = ReturnType<typeof sampleTransaction>;

const tenantId = newId('tenant');
const groupId = `analytics-${Math.random().toString(36).slice(2)}`;
let kafka: PrivateKafka;
let empty: TestDatabase;
let publisher: Publisher;
let app: StartedApp;

beforeAll(async () => {
  // A broker of its own, so that there are no events of other tests, and an empty database, which the app migrates.
  [kafka, empty] = await Promise.all([startKafka(), createTestDatabase('empty', async () => undefined)]);
  const logger = createLogger({ service: 'test', level: 'silent' });
  publisher = await createPublisher({
    brokers: [kafka.broker],
    clientId: 'test',
    logger,
    metrics: createMetrics('test'),
  });
  app = await startApp('analytics', {
    DATABASE_URL: empty.url,
    KAFKA_BROKERS: kafka.broker,
    KAFKA_GROUP_ID: groupId,
  });
});

afterAll(async () => {
  await app?.stop();
  await publisher?.close();
  await empty?.drop();
  await kafka?.stop();
});

const publish = (events: readonly Sample[]) => publisher.publish(events.map(encodeSample));

const summary = (caller = tenantId, query = '', requested = app) =>
  askInternally(`${requested.url}/analytics/summary${query}`, {
    tenantId: caller,
    scopes: ['analytics:read'],
  });

async function totals(caller = tenantId, requested = app): Promise<Total[]> {
  return (JSON.parse((await summary(caller, '', requested)).text) as { totals: Total[] }).totals;
}

describe('analytics', () => {
  const { events, expected } = traffic(6_000, tenantId);

  test('has exact totals', async () => {
    await publish(events);
    await eventually(async () => {
      expect(await totals()).toEqual(expected);
      return true;
    });
  });

  test('counts repeated events once', async () => {
    await publish(events.slice(0, 1_000).toReversed());
    // Enough events for every partition: when all of them are counted, all events before them have been handled.
    const later = newId('tenant');
    await publish(Array.from({ length: 60 }, () => sampleTransaction({ tenantId: later })));
    await eventually(async () => {
      expect((await totals(later))[0]?.count).toBe(60);
      return true;
    });
    expect(await totals()).toEqual(expected);
  });

  test('shares the work with a second instance, and takes over when that one is killed', async () => {
    const shared = newId('tenant');
    const more = traffic(3_000, shared);
    const second = await startApp('analytics', {
      DATABASE_URL: empty.url,
      KAFKA_BROKERS: kafka.broker,
      KAFKA_GROUP_ID: groupId,
    });
    try {
      // Until it has partitions, the first instance could handle everything.
      await eventually(() => isInGroup(second));
      await publish(more.events);
      await eventually(async () => (await handledBy(second)) > 0, { everyMs: 5 });
    } finally {
      await second.kill();
      await second.stop();
    }
    await eventually(async () => (expect(await totals(shared)).toEqual(more.expected), true));
    expect(await totals()).toEqual(expected);
  });

  test('shows the same totals by hour, for one tenant and optionally one currency', async () => {
    const { text } = await summary(tenantId, '?currency=EUR');
    const body = JSON.parse(text) as { totals: Total[]; hours: (Total & { hour: string })[] };
    expect(body.totals).toEqual(expected.filter(({ currency }) => currency === 'EUR'));
    for (const total of body.totals) {
      const ofType = body.hours.filter(({ type }) => type === total.type);
      expect(ofType.reduce((sum, { volume }) => sum + volume, 0)).toBe(total.volume);
      expect(ofType.length).toBeGreaterThan(1);
    }
    expect(body.hours.map(({ hour }) => hour)).toEqual(body.hours.map(({ hour }) => hour).sort());
    expect(await totals(newId('tenant'))).toEqual([]);
  });

  test('shows sums beyond 2^53 exactly', async () => {
    const rich = newId('tenant');
    const amount = Number.MAX_SAFE_INTEGER;
    await publish(Array.from({ length: 3 }, () => sampleTransaction({ tenantId: rich, amount })));
    await eventually(async () => {
      expect((await summary(rich)).text).toContain('"volume":27021597764222973');
      return true;
    });
  });

  test('refuses a series that ends before it begins, and a caller without the scope', async () => {
    const { status, text } = await summary(tenantId, '?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z');
    expect(status).toBe(422);
    expect(JSON.parse(text)).toMatchObject({ code: 'validation_failed', errors: [{ pointer: '/from' }] });
    const url = `${app.url}/analytics/summary`;
    expect((await askInternally(url, { tenantId, scopes: ['fraud:read'] })).status).toBe(403);
  });

  test('has the same totals after reading all events again, into an empty database and into the same one', async () => {
    const other = await createTestDatabase('empty', async () => undefined);
    const common = { KAFKA_BROKERS: kafka.broker };
    const [rebuilt, replayed] = await Promise.all([
      startApp('analytics', { ...common, DATABASE_URL: other.url, KAFKA_GROUP_ID: `${groupId}-rebuild` }),
      startApp('analytics', { ...common, DATABASE_URL: empty.url, KAFKA_GROUP_ID: `${groupId}-replay` }),
    ]);
    try {
      for (const each of [rebuilt, replayed]) {
        await eventually(async () => (await lag(each)) === 0, { everyMs: 200 });
        expect(await totals(tenantId, each)).toEqual(expected);
      }
    } finally {
      await Promise.all([rebuilt.stop(), replayed.stop()]);
      await other.drop();
    }
  });

  test('reports its dependencies, and stops cleanly', async () => {
    const ready = (await (await fetch(`${app.metricsUrl}/health/ready`)).json()) as {
      checks: Record<string, { ok: boolean }>;
    };
    const fine = Object.entries(ready.checks).filter(([, { ok }]) => ok);
    expect(fine.map(([name]) => name).sort()).toEqual(['clock', 'database', 'kafka']);
    expect(await app.end()).toEqual({ code: 0, signal: null });
  });
});

/** The lag of all partitions, from the metrics; NaN before it is known. */
async function lag({ metricsUrl }: StartedApp): Promise<number> {
  const text = await (await fetch(`${metricsUrl}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line.startsWith('florin_consumer_lag{'));
  return lines.length === 0 ? NaN : lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
