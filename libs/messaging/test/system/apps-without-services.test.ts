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

/** The worker cannot work without Kafka. The others still answer requests. */
const needsKafka = new Set<Name>(['worker']);
const limit = { withinMs: 90_000, everyMs: 200 };

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
});

afterAll(async () => {
  const apps = [lasting, ending].flatMap((each) => Object.values(each ?? {}));
  for (const service of [postgres, kafka]) service?.resume();
  await Promise.all(apps.map((app) => app.stop()));
  await publisher?.close();
  await Promise.all([kafka?.stop(), postgres?.stop()]);
});

async function startApps(): Promise<Apps> {
  const env = { DATABASE_URL: postgres.url, KAFKA_BROKERS: kafka.broker };
  const started = names.map(async (name) => [name, await startApp(name, env)] as const);
  return Object.fromEntries(await Promise.all(started)) as Apps;
}

type Health = { live: number; ready: number; away: string[] };

/** Considers the services only, not whether the relay leads. */
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

/** Waits until each app reports that these services are away, and is ready if it can work without them. */
const untilTheySay = (away: string[]) =>
  eventually(async () => {
    const said = names.map((name) => {
      const isReady = away.every((service) => service === 'kafka' && !needsKafka.has(name));
      return [name, { live: 200, ready: isReady ? 200 : 503, away }];
    });
    expect(await healthOfAll(lasting)).toEqual(Object.fromEntries(said));
    return true;
  }, limit);

const fromKafka = /^florin_consumer_(lag|oldest_event_age_seconds|dead_letters)\{/m;
const fromPostgres =
  /^florin_(outbox_rows|outbox_oldest_age_seconds|job_oldest_due_seconds|fraud_actions_pending|fraud_action_oldest_age_seconds|webhook_oldest_due_age_seconds|webhook_endpoints_disabled)\{/m;

/** The dependencies that the metrics of an app report as up, and whether metrics computed from them are present. */
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

/** Waits until metrics computed from a missing dependency are absent and the gauge shows it as down. */
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
  }, limit);

/** Stops all apps at the same time. */
async function endings(apps: Apps): Promise<Record<string, unknown>> {
  const ended = names.map(async (name) => [name, await apps[name].end()] as const);
  return Object.fromEntries(await Promise.all(ended));
}

/** A process that hangs exits with code 1 after 24 s. */
const clean = Object.fromEntries(names.map((name) => [name, { code: 0, signal: null }]));
/** Publishes events for the apps to handle. */
const giveThemWork = () =>
  publisher.publish(Array.from({ length: 60 }, () => encodeSample(sampleTransaction())));

describe('the consumers and the worker, each without the API and the others', () => {
  test('report that Kafka is away, stop on a signal, start without it, and reconnect by themselves', async () => {
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

  test('report that the database is away, stop on a signal, and continue by themselves when it is back', async () => {
    await giveThemWork();
    await postgres.kill();
    await giveThemWork();
    await untilTheySay(['database']);
    await untilMetricsSay({ kafka: true, postgres: false });
    expect(await endings(ending)).toEqual(clean);
    await postgres.restart();
    await untilTheySay([]);
  }, 240_000);

  test('do the same while both are paused and neither answers nor refuses', async () => {
    await giveThemWork();
    for (const service of [postgres, kafka]) service.pause();
    await untilTheySay(['database', 'kafka']);
    for (const service of [postgres, kafka]) service.resume();
    await untilTheySay([]);
    for (const service of [postgres, kafka]) service.pause();
    expect(await endings(lasting)).toEqual(clean);
  }, 240_000);
});
