import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, eventually, startSilentProxy, type TestDatabase, itemAt } from '@florin/testing';
import { connect, LeadershipLost, runParameterized, type Database, type Leadership } from '../src/index.ts';

let place: TestDatabase;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase('plain', async () => {});
  database = await connect({ url: place.url, applicationName: 'test', connectTimeoutMs: 20_000 });
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

const whenAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Tries to become the leader until the test ends, and records when it leads. */
function stand(from: Database, name: string, stop: AbortSignal) {
  const state: { leadership: Leadership | undefined; over: Promise<void> } = {
    leadership: undefined,
    over: from.whileLeader(name, stop, async (leadership) => {
      state.leadership = leadership;
      await whenAborted(leadership.lost);
      state.leadership = undefined;
    }),
  };
  return state;
}

const endSessions = (name: string) =>
  database.read((em) =>
    runParameterized(
      em,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = $1 and datname = current_database()`,
      [`leader:${name}`],
    ),
  );

test('one of two candidates leads, and the other one as soon as the first stops', async () => {
  const [stopFirst, stopSecond] = [new AbortController(), new AbortController()];
  const first = stand(database, 'two', stopFirst.signal);
  const epoch = (await eventually(() => first.leadership)).epoch;
  const second = stand(database, 'two', stopSecond.signal);
  // Longer than a lease, so the lease must have been renewed.
  await sleep(4_000);
  expect(first.leadership?.holds()).toBe(true);
  expect(second.leadership).toBeUndefined();
  stopFirst.abort();
  await first.over;
  const next = await eventually(() => second.leadership, { withinMs: 2_000 });
  expect(BigInt(next.epoch)).toBeGreaterThan(BigInt(epoch));
  stopSecond.abort();
  await second.over;
});

test('a leader whose connection breaks stays the leader on another connection', async () => {
  const stop = new AbortController();
  const leader = stand(database, 'broken', stop.signal);
  const { epoch, lost } = await eventually(() => leader.leadership);
  for (let i = 0; i < 3; i++) {
    await endSessions('broken');
    await sleep(1_500);
  }
  expect(leader.leadership?.epoch).toBe(epoch);
  expect(lost.aborted).toBe(false);
  stop.abort();
  await leader.over;
});

test('a leader that is cut off is replaced within 5 s, and stops before the next one begins', async () => {
  const { hostname: host, port } = new URL(place.url);
  const proxy = await startSilentProxy({ host, port: Number(port) });
  const cutOffUrl = Object.assign(new URL(place.url), { port: String(proxy.port) }).href;
  const far = await connect({ url: cutOffUrl, applicationName: 'test' });
  const stop = new AbortController();
  const first = stand(far, 'cut-off', stop.signal);
  const led = await eventually(() => first.leadership);
  const second = stand(database, 'cut-off', stop.signal);
  await sleep(1_000);
  proxy.swallow();
  proxy.swallowNew(true);
  const cutAt = Date.now();
  const next = await eventually(() => second.leadership, { withinMs: 5_000, everyMs: 5 });
  expect(Date.now() - cutAt).toBeLessThan(10_000);
  expect(led.holds()).toBe(false);
  expect(led.expired.aborted).toBe(true);
  expect(BigInt(next.epoch)).toBeGreaterThan(BigInt(led.epoch));
  await database.unitOfWork((em) => next.assertIn(em));
  await expect(database.unitOfWork((em) => led.assertIn(em))).rejects.toThrow(LeadershipLost);
  stop.abort();
  await Promise.all([first.over, second.over]);
  await proxy.close();
  await far.close();
});

test('a lease from before PostgreSQL’s clock was set back does not prevent a new leader', async () => {
  await database.unitOfWork((em) =>
    runParameterized(
      em,
      `insert into leadership.leases (name, holder, epoch, expires_at)
       values ('future', gen_random_uuid(), 7, now() + interval '1 day')`,
      [],
    ),
  );
  const stop = new AbortController();
  const leader = stand(database, 'future', stop.signal);
  expect((await eventually(() => leader.leadership)).epoch).toBe('8');
  stop.abort();
  await leader.over;
});

test('exactly one of many simultaneous candidates leads', async () => {
  const fresh = await createTestDatabase('plain', async () => {});
  const databases = await Promise.all(
    [1, 2, 3, 4].map(() => connect({ url: fresh.url, applicationName: 'test', connectTimeoutMs: 20_000 })),
  );
  const stop = new AbortController();
  const candidates = databases.map((each) => stand(each, 'many', stop.signal));
  const leading = () => candidates.filter(({ leadership }) => leadership !== undefined).length;
  await eventually(() => leading() > 0);
  await sleep(1_000);
  expect(leading()).toBe(1);
  stop.abort();
  await Promise.all(candidates.map(({ over }) => over));
  await Promise.all(databases.map((each) => each.close()));
  await fresh.drop();
});

test('a candidate that is stopped while it takes the lease never begins to lead', async () => {
  for (let i = 0; i < 20; i++) {
    const stop = new AbortController();
    let begun = 0;
    const candidate = database.whileLeader('stopped-early', stop.signal, async ({ lost }) => {
      begun += 1;
      if (lost.aborted) return;
      await new Promise<void>((resolve) => lost.addEventListener('abort', () => resolve(), { once: true }));
    });
    await sleep(i);
    stop.abort();
    const outcome = await Promise.race([
      candidate.then(() => 'gave up'),
      sleep(5_000, 'leads for ever', { ref: false }),
    ]);
    expect({ i, outcome }).toEqual({ i, outcome: 'gave up' });
    expect(begun).toBeLessThanOrEqual(1);
  }
});

test('several processes that migrate at the same time run each file once', async () => {
  const fresh = await createTestDatabase('plain', async () => {});
  const source = { schema: 'sample', directory: new URL('./migrations', import.meta.url) };
  const databases = await Promise.all(
    [1, 2, 3, 4].map(() => connect({ url: fresh.url, applicationName: 'test', connectTimeoutMs: 20_000 })),
  );
  const done = await Promise.all(databases.map((each) => each.migrate(source)));
  expect(done.flat()).toEqual(['0001-things', '0002-more-things']);
  expect(await itemAt(databases, 0).migrate(source)).toEqual([]);
  await Promise.all(databases.map((each) => each.close()));
  await fresh.drop();
});
