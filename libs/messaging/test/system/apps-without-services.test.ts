import { createMetrics } from '@florin/service';
import {
  encodeSample,
  eventually,
  sampleTransaction,
  startApp,
  startKafka,
  startPostgres,
  type PrivateKafka,
  type PrivatePostgres,
  type StartedApp,
} from '@florin/testing';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createPublisher, type Publisher } from '../../src/index.ts';
import { logger } from '../scene.ts';

const names = ['analytics', 'fraud', 'notifications', 'worker'] as const;
type Name = (typeof names)[number];
type Apps = Record<Name, StartedApp>;

/** The worker has nobody to tell what it could do without Kafka; behind the others' servers there is something to read. */
const needsKafka = new Set<Name>(['worker']);
const patience = { withinMs: 90_000, everyMs: 200 };

let kafka: PrivateKafka;
let postgres: PrivatePostgres;
let publisher: Publisher;
let lasting: Apps;
let ending: Apps;

beforeAll(async () => {
  [kafka, postgres] = await Promise.all([startKafka(), startPostgres()]);
  const address = { brokers: [kafka.broker], clientId: 'test', logger };
  publisher = await createPublisher({ ...address, metrics: createMetrics('test') });
  lasting = await startApps();
  ending = await startApps();
}, 180_000);

afterAll(async () => {
  const apps = [lasting, ending].flatMap((each) => Object.values(each ?? {}));
  for (const service of [postgres, kafka]) service?.resume();
  await Promise.all(apps.map((app) => app.stop()));
  await publisher?.close();
  await Promise.all([kafka?.stop(), postgres?.stop()]);
}, 60_000);

async function startApps(): Promise<Apps> {
  const env = { DATABASE_URL: postgres.url, KAFKA_BROKERS: kafka.broker };
  const started = names.map(async (name) => [name, await startApp(name, env)] as const);
  return Object.fromEntries(await Promise.all(started)) as Apps;
}

type Health = { live: number; ready: number; away: string[] };

/** Of its services alone: whether the relay leads is another matter. */
async function healthOf(app: StartedApp): Promise<Health> {
  const live = await fetch(`${app.url}/health/live`);
  const ready = await fetch(`${app.metricsUrl}/health/ready`);
  const { checks } = (await ready.json()) as { checks: Record<string, { ok: boolean }> };
  const away = ['database', 'kafka'].filter((name) => !checks[name]?.ok);
  return { live: live.status, ready: ready.status, away };
}

async function healthOfAll(apps: Apps): Promise<Record<Name, Health>> {
  const requested = names.map(async (name) => [name, await healthOf(apps[name])] as const);
  return Object.fromEntries(await Promise.all(requested)) as Record<Name, Health>;
}

/** Each app says that these are away, and is ready all the same if it can do its work. */
const untilTheySay = (away: string[]) =>
  eventually(async () => {
    const said = names.map((name) => {
      const isReady = away.every((service) => service === 'kafka' && !needsKafka.has(name));
      return [name, { live: 200, ready: isReady ? 200 : 503, away }];
    });
    expect(await healthOfAll(lasting)).toEqual(Object.fromEntries(said));
    return true;
  }, patience);

const fromKafka = /^florin_consumer_(lag|oldest_event_age_seconds|dead_letters)\{/m;
const fromPostgres =
  /^florin_(outbox_rows|outbox_oldest_age_seconds|job_oldest_due_seconds|fraud_actions_pending|fraud_action_oldest_age_seconds|webhook_oldest_due_age_seconds|webhook_endpoints_disabled)\{/m;

/** What the metrics of an app say of its sources, and whether anything that is computed from each is in them. */
async function metricsOf({ metricsUrl }: StartedApp): Promise<object> {
  const text = await (await fetch(`${metricsUrl}/metrics`)).text();
  const isUp = (source: string) => new RegExp(`^florin_source_up\\{.*"${source}".*\\} 1$`, 'm').test(text);
  return {
    kafka: isUp('kafka'),
    postgres: isUp('postgres'),
    fromKafka: fromKafka.test(text),
    fromPostgres: fromPostgres.test(text),
  };
}

/** What is computed from a source that is away is absent, and the metrics say that it is away. */
const untilMetricsSay = (up: { kafka: boolean; postgres: boolean }) =>
  eventually(async () => {
    for (const name of names) {
      expect({ name, ...(await metricsOf(lasting[name])) }).toEqual({
        name,
        ...up,
        fromKafka: up.kafka && name !== 'worker',
        fromPostgres: up.postgres && name !== 'analytics',
      });
    }
    return true;
  }, patience);

/** All at once are told to end. */
async function endings(apps: Apps): Promise<Record<string, unknown>> {
  const ended = names.map(async (name) => [name, await apps[name].end()] as const);
  return Object.fromEntries(await Promise.all(ended));
}

/** A process that hangs gives up after 24 s, with exit code 1. */
const clean = Object.fromEntries(names.map((name) => [name, { code: 0, signal: null }]));
/** Something to be at. */
const giveThemWork = () =>
  publisher.publish(Array.from({ length: 60 }, () => encodeSample(sampleTransaction())));

describe('the consumers and the worker, each without the API and the others', () => {
  test('say that Kafka is away, stop when told to, start without it, and find it by themselves', async () => {
    await untilTheySay([]);
    await untilMetricsSay({ kafka: true, postgres: true });
    await kafka.kill();
    await untilTheySay(['kafka']);
    await untilMetricsSay({ kafka: false, postgres: true });
    expect(await endings(ending)).toEqual(clean);
    const { worker, ...consumers } = ending;
    await Promise.all(Object.values(consumers).map((app) => app.restart()));
    await Promise.all([kafka.restart(), worker.restart()]);
    await untilTheySay([]);
  }, 240_000);

  test('say that the database is away, stop when told to, and go on by themselves when it is back', async () => {
    await giveThemWork();
    await postgres.kill();
    await giveThemWork();
    await untilTheySay(['database']);
    await untilMetricsSay({ kafka: true, postgres: false });
    expect(await endings(ending)).toEqual(clean);
    await postgres.restart();
    await untilTheySay([]);
  }, 240_000);

  test('do the same while both stand still and neither answers nor refuses', async () => {
    await giveThemWork();
    for (const service of [postgres, kafka]) service.pause();
    await untilTheySay(['database', 'kafka']);
    for (const service of [postgres, kafka]) service.resume();
    await untilTheySay([]);
    for (const service of [postgres, kafka]) service.pause();
    expect(await endings(lasting)).toEqual(clean);
  }, 240_000);
});
