import { Florin } from '@florin/sdk';
import { appNames, type AppName } from '@florin/processes';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  eventually,
  launchApp,
  openTenant,
  startKafka,
  startPostgres,
  handledBy,
  type PrivateKafka,
  type PrivatePostgres,
  type StartedApp,
} from '../../src/index.ts';

const timeLimit = { withinMs: 90_000, everyMs: 200 };
const launched: StartedApp[] = [];
let kafka: PrivateKafka;
let postgres: PrivatePostgres;

beforeAll(async () => {
  [kafka, postgres] = await Promise.all([startKafka(), startPostgres()]);
});

afterAll(async () => {
  postgres?.resume();
  await Promise.all(launched.map((app) => app.stop()));
  await Promise.all([postgres?.stop(), kafka?.stop()]);
});

async function launch(name: AppName, env: Record<string, string> = {}): Promise<StartedApp> {
  const app = await launchApp(name, { DATABASE_URL: postgres.url, KAFKA_BROKERS: kafka.broker, ...env });
  launched.push(app);
  return app;
}

const launchAll = (): Promise<StartedApp[]> => Promise.all(appNames.map((name) => launch(name)));

async function statusOf({ url }: StartedApp, path: string): Promise<number> {
  const answer = await fetch(`${url}${path}`).catch(() => undefined);
  return answer?.status ?? 0;
}

const health = (apps: StartedApp[], path: string): Promise<number[]> =>
  Promise.all(apps.map((app) => statusOf(app, path)));

/** The lines of an app's log. Throws on one that is no JSON. */
const entriesOf = (app: StartedApp) =>
  app
    .logs()
    .split('\n')
    .filter((line) => line !== '')
    .map(
      (line) => JSON.parse(line) as { level: number; msg: string; err?: { message: string; stack: string } },
    );

const saysThatItWaits = (app: StartedApp): boolean =>
  entriesOf(app).some(({ msg, err }) => /waits/.test(msg) && /ECONNREFUSED/.test(err?.message ?? ''));

const all = <T>(value: T): T[] => appNames.map(() => value);

describe('an app that starts while PostgreSQL and Kafka are away', () => {
  let apps: StartedApp[];

  test('is live and not ready, refuses requests, logs that it waits, and ends cleanly on its stop signal', async () => {
    await Promise.all([postgres.kill(), kafka.kill()]);
    apps = await launchAll();
    const ending = await launchAll();
    for (const each of [apps, ending]) {
      await eventually(async () => {
        expect(await health(each, '/health/live')).toEqual(all(200));
        expect(each.map(saysThatItWaits)).toEqual(all(true));
        return true;
      }, timeLimit);
    }
    expect(await health(apps, '/health/ready')).toEqual(all(503));
    const api = apps[appNames.indexOf('api')]!;
    const refused = await fetch(`${api.url}/accounts`, { method: 'POST', headers: { 'x-api-key': 'flk_x' } });
    expect({ status: refused.status, retry: refused.headers.has('retry-after') }).toEqual({
      status: 503,
      retry: true,
    });
    expect(await Promise.all(ending.map((app) => app.end()))).toEqual(all({ code: 0, signal: null }));
    for (const app of ending) entriesOf(app);
  });

  test('is ready once they are there, and does its work', async () => {
    await Promise.all([postgres.restart(), kafka.restart()]);
    await eventually(async () => {
      expect(await health(apps, '/health/ready')).toEqual(all(200));
      return true;
    }, timeLimit);
    const { apiKey } = await openTenant(postgres.url);
    const api = apps[appNames.indexOf('api')]!;
    const florin = new Florin({ baseUrl: api.url, apiKey });
    const { id } = await florin.accounts.create({ initial_balance: 1_000 });
    await florin.transactions.debit({ account_id: id, amount: 1 });
    const consumers = (['fraud', 'notifications', 'analytics'] as const).map(
      (name) => apps[appNames.indexOf(name)]!,
    );
    await eventually(
      async () => (await Promise.all(consumers.map(handledBy))).every((n) => n >= 2),
      timeLimit,
    );
  });

  test('writes nothing into its log but JSON, also when PostgreSQL stood still, and no warnings of Node', async () => {
    postgres.pause();
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    postgres.resume();
    await eventually(async () => {
      expect(await health(apps, '/health/ready')).toEqual(all(200));
      return true;
    }, timeLimit);
    expect(await Promise.all(apps.map((app) => app.end()))).toEqual(all({ code: 0, signal: null }));
    for (const [index, app] of apps.entries()) {
      const entries = entriesOf(app);
      expect(entries.length).toBeGreaterThan(2);
      for (const entry of entries) {
        expect(entry).toMatchObject({
          level: expect.any(Number),
          time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
          pid: expect.any(Number),
          name: appNames[index],
          msg: expect.any(String),
        });
      }
      expect(entries.filter(({ msg }) => msg === 'Node reports a warning')).toEqual([]);
    }
  });
});

describe('an app that waiting does not help', () => {
  const cases = [
    [
      'a wrong password',
      (url: URL) => Object.assign(url, { password: 'wrong' }),
      /password authentication failed/,
    ],
    [
      'a database that does not exist',
      (url: URL) => Object.assign(url, { pathname: '/missing' }),
      /"missing" does not exist/,
    ],
  ] as const;

  test.each(cases)('ends with exit code 1 and one line that names %s', async (_what, change, why) => {
    const DATABASE_URL = change(new URL(postgres.url)).href;
    for (const name of appNames) {
      const app = await launch(name, { DATABASE_URL });
      await eventually(() => app.hasEnded(), timeLimit);
      expect((await app.end()).code).toBe(1);
      const [last] = entriesOf(app).slice(-1);
      expect(last).toMatchObject({
        level: 60,
        msg: expect.stringMatching(/^could not start: PostgreSQL at 127/),
      });
      expect(last?.msg).toMatch(why);
    }
  });
});
