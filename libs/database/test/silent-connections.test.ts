import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  createTestDatabase,
  eventually,
  startSilentProxy,
  type SilentProxy,
  type TestDatabase,
} from '@florin/testing';
import {
  connect,
  DatabaseOverloaded,
  DatabaseTooSlow,
  isUnavailable,
  runParameterized,
  type Database,
} from '../src/index.ts';

let place: TestDatabase;
let proxy: SilentProxy;
let database: Database;

beforeEach(async () => {
  place = await createTestDatabase('plain', async () => {});
  const { hostname: host, port } = new URL(place.url);
  proxy = await startSilentProxy({ host, port: Number(port) });
  database = await connect({
    url: Object.assign(new URL(place.url), { port: String(proxy.port) }).href,
    applicationName: 'silent-test',
    poolSize: 3,
    // The client waits a second longer for a statement.
    statementTimeoutMs: 1_000,
    connectTimeoutMs: 10_000,
  });
});
afterEach(async () => {
  await proxy.close();
  await database.close();
  await place.drop();
});

const one = (from: Database) =>
  from.read((em) => runParameterized<{ one: number }>(em, 'select $1::int as one', [1]));
const warm = () => Promise.all([1, 2, 3].map(() => one(database)));
const failureOf = (requested: Promise<unknown>): Promise<unknown> =>
  requested.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a connection whose packets are dropped', () => {
  test('fails each running statement at the client’s limit, and is not used again', async () => {
    await warm();
    const before = proxy.connections();
    proxy.swallow();
    const begin = Date.now();
    const failures = await Promise.all([1, 2, 3].map(() => failureOf(one(database))));
    expect(Date.now() - begin).toBeLessThan(8_000);
    expect(failures.map(isUnavailable)).toEqual([true, true, true]);
    // Late answers to the old statements must not be taken for answers to new ones.
    proxy.release();
    expect((await Promise.all([1, 2, 3].map(() => one(database)))).flat().map((row) => row.one)).toEqual([
      1, 1, 1,
    ]);
    expect(proxy.connections()).toBeGreaterThan(before);
  });

  test('closes the idle connections too', async () => {
    await warm();
    const before = proxy.connections();
    proxy.swallow();
    expect(isUnavailable(await failureOf(one(database)))).toBe(true);
    expect(await warm()).toHaveLength(3);
    // A statement over a lost connection would take its limit of 2 s, and fail.
    expect(proxy.connections()).toBeGreaterThanOrEqual(before + 3);
  });

  test('ends the unit of work on it', async () => {
    const begin = Date.now();
    const failure = await failureOf(
      database.unitOfWork(async (em) => {
        await runParameterized(em, 'select $1::int', [1]);
        proxy.swallow();
        await runParameterized(em, 'select $1::int', [2]);
      }),
    );
    expect(isUnavailable(failure)).toBe(true);
    expect(Date.now() - begin).toBeLessThan(8_000);
    expect(await one(database)).toEqual([{ one: 1 }]);
  });

  test('fails the readiness check, whose next run uses a new connection', async () => {
    await database.checkWrites();
    proxy.swallow();
    const failed = async () => (await failureOf(database.checkWrites())) !== undefined;
    await eventually(failed, { withinMs: 8_000 });
    await eventually(async () => !(await failed()), { withinMs: 8_000 });
  });

  test('does not keep a process from stopping', async () => {
    await warm();
    await database.checkWrites();
    proxy.swallow();
    const begin = Date.now();
    await database.close();
    expect(Date.now() - begin).toBeLessThan(8_000);
  });
});

test('a slow statement is cancelled by the server, and its connection stays open', async () => {
  await warm();
  const before = proxy.connections();
  const failure = await failureOf(database.read((em) => runParameterized(em, 'select pg_sleep(5)', [])));
  expect((failure as { code?: string }).code).toBe('57014');
  await warm();
  expect(proxy.connections()).toBe(before);
});

describe('a lane', () => {
  const sleeping = (from: Database) => from.query('select pg_sleep(0.4)', []);

  test('leaves the rest of the pool to other work', async () => {
    const reads = database.lane({ atOnceMax: 2, answerWithinMs: 3_000 });
    await warm();
    const many = Array.from({ length: 6 }, () => sleeping(reads));
    const begin = Date.now();
    await one(database);
    const tookMs = Date.now() - begin;
    await Promise.all(many);
    // Six uses, two at a time, take three rounds. The use outside the lane did not wait for a round.
    expect(Date.now() - begin).toBeGreaterThan(1_000);
    expect(tookMs).toBeLessThan(Math.max(400, (Date.now() - begin) / 3));
  });

  test('refuses a use when too many wait or when it waited too long, and reports that it did not begin', async () => {
    const narrow = database.lane({ atOnceMax: 1, waitingMax: 1, answerWithinMs: 400 });
    const running = failureOf(sleeping(narrow));
    const waiting = failureOf(sleeping(narrow));
    expect(await failureOf(sleeping(narrow))).toBeInstanceOf(DatabaseOverloaded);
    expect(await waiting).toBeInstanceOf(DatabaseOverloaded);
    await running;
    await eventually(() => one(narrow));
  });

  test('ends a use in time when the database does not answer, and frees its place with the connection', async () => {
    const narrow = database.lane({ atOnceMax: 1, answerWithinMs: 300 });
    await one(narrow);
    proxy.swallow();
    const begin = Date.now();
    expect(await failureOf(one(narrow))).toBeInstanceOf(DatabaseTooSlow);
    expect(Date.now() - begin).toBeLessThan(5_000);
    expect(await failureOf(narrow.unitOfWork((em) => runParameterized(em, 'select 1', [])))).toBeInstanceOf(
      DatabaseOverloaded,
    );
    expect(await eventually(() => one(narrow))).toEqual([{ one: 1 }]);
  });
});
