import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, eventually, type TestDatabase } from '@florin/testing';
import { connect, runParameterized, type Database } from '../src/index.ts';

let place: TestDatabase;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase('plain', async () => {});
  database = await connect({ url: place.url, applicationName: 'test' });
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

test('of two that want to lead one does, and the other when the first has lost its connection', async () => {
  const stop = new AbortController();
  const leading: string[] = [];
  const candidate = (name: string) =>
    database.whileLeader('test-lock', stop.signal, async (lost) => {
      leading.push(name);
      await new Promise<void>((resolve) => lost.addEventListener('abort', () => resolve(), { once: true }));
      leading.splice(leading.indexOf(name), 1);
    });
  const candidates = [candidate('first'), candidate('second')];
  await eventually(() => leading.length === 1, { withinMs: 5_000 });
  for (let i = 0; i < 3; i++) {
    await database.read((em) =>
      runParameterized(
        em,
        `select pg_terminate_backend(a.pid) from pg_stat_activity a join pg_locks l using (pid)
         where l.locktype = 'advisory' and l.granted and a.application_name = 'leader:test-lock'
           and a.datname = current_database()`,
        [],
      ),
    );
    await eventually(() => leading.length === 1, { withinMs: 5_000 });
    expect(leading.length).toBeLessThanOrEqual(1);
  }
  stop.abort();
  await Promise.all(candidates);
  expect(leading).toEqual([]);
});

test('who is told to stop while the lock is on its way never begins to lead', async () => {
  for (let i = 0; i < 20; i++) {
    const stop = new AbortController();
    let begun = 0;
    const candidate = database.whileLeader('stopped-early', stop.signal, async (lost) => {
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

test('several processes that migrate at once run each file once', async () => {
  const fresh = await createTestDatabase('plain', async () => {});
  const source = { schema: 'sample', directory: new URL('./migrations', import.meta.url) };
  const databases = await Promise.all(
    [1, 2, 3, 4].map(() => connect({ url: fresh.url, applicationName: 'test' })),
  );
  const done = await Promise.all(databases.map((each) => each.migrate(source)));
  expect(done.flat()).toEqual(['0001-things', '0002-more-things']);
  expect(await databases[0]!.migrate(source)).toEqual([]);
  await Promise.all(databases.map((each) => each.close()));
  await fresh.drop();
});
