import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTestDatabase, eventually, type TestDatabase, itemAt } from '@florin/testing';
import {
  CommitOutcomeUnknown,
  connect,
  isUnavailable,
  isUniqueViolation,
  runParameterized,
  unavailableCode,
  type Database,
} from '../src/index.ts';

let place: TestDatabase;
let database: Database;
beforeAll(async () => {
  place = await createTestDatabase('plain', async () => {});
  database = await connect({
    url: place.url,
    applicationName: 'test',
    poolSize: 3,
    lockTimeoutMs: 500,
    connectTimeoutMs: 20_000,
  });
  await run('create table counters (id int primary key, value int not null)');
  await run('insert into counters values (1, 0), (2, 0)');
});
afterAll(async () => {
  await database.close();
  await place.drop();
});

const run = <Row>(sql: string, parameters: unknown[] = []) =>
  database.unitOfWork((em) => runParameterized<Row>(em, sql, parameters));
const valueOf = async (id: number) =>
  itemAt(await run<{ value: number }>('select value from counters where id = $1', [id]), 0).value;
const add = 'update counters set value = value + 1 where id = $1';

test('work that throws changes nothing and releases its connection', async () => {
  for (let i = 0; i < 5; i++) {
    const failing = database.unitOfWork(async (em) => {
      await runParameterized(em, add, [1]);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
  }
  expect(await valueOf(1)).toBe(0);
});

test('two units of work in a deadlock both succeed, because one is run again', async () => {
  let attempts = 0;
  const both = async (first: number, second: number) =>
    database.unitOfWork(async (em) => {
      attempts += 1;
      await runParameterized(em, add, [first]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await runParameterized(em, add, [second]);
    });
  const longTimeouts = await connect({
    url: place.url,
    applicationName: 'test',
    lockTimeoutMs: 10_000,
    connectTimeoutMs: 20_000,
  });
  const before = database;
  database = longTimeouts;
  await Promise.all([both(1, 2), both(2, 1)]);
  database = before;
  await longTimeouts.close();
  expect(attempts).toBe(3);
  expect([await valueOf(1), await valueOf(2)]).toEqual([2, 2]);
});

test('a locked row, a violated constraint and a dead connection are distinguished', async () => {
  const holding = database.unitOfWork(async (em) => {
    await runParameterized(em, add, [1]);
    return run(add, [1]).catch((error: unknown) => error);
  });
  expect(isUnavailable(await holding)).toBe(true);

  const taken = await run('insert into counters values (1, 0)').catch((error: unknown) => error);
  expect([
    isUniqueViolation(taken, 'counters_pkey'),
    isUniqueViolation(taken, 'another'),
    isUnavailable(taken),
  ]).toEqual([true, false, false]);

  const killed = await run('select pg_terminate_backend(pg_backend_pid())').catch((error: unknown) => error);
  expect([isUnavailable(killed), unavailableCode(killed)]).toEqual([true, 'service_unavailable']);
  expect(unavailableCode(new CommitOutcomeUnknown({ code: 'ECONNREFUSED' }))).toBe('service_unavailable');
  expect(unavailableCode(taken)).toBeUndefined();
  await database.ping();
});

test('a missing database is reported as unavailable within seconds', async () => {
  const nowhere = await connect({
    url: 'postgresql://nobody:x@127.0.0.1:1/nothing',
    applicationName: 'test',
  });
  const startedAt = performance.now();
  const refused = await nowhere
    .unitOfWork(async (em) => runParameterized(em, 'select 1', []))
    .catch((error) => error);
  expect([isUnavailable(refused), unavailableCode(refused)]).toEqual([true, 'overloaded']);
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  await nowhere.close();
});

test('an idle session in a transaction is ended by the server, and its work is rolled back', async () => {
  const strict = await connect({
    url: place.url,
    applicationName: 'test',
    idleInTransactionTimeoutMs: 200,
    connectTimeoutMs: 20_000,
  });
  const before = await valueOf(2);
  const silent = strict.unitOfWork(async (em) => {
    await runParameterized(em, add, [2]);
    await new Promise((resolve) => setTimeout(resolve, 600));
  });
  await expect(silent).rejects.toThrow();
  expect(await valueOf(2)).toBe(before);
  await strict.close();
});

test('close ends all connections at once, also those of a process that only ran queries', async () => {
  const other = await connect({ url: place.url, applicationName: 'queries-alone', connectTimeoutMs: 20_000 });
  await other.query('select 1', []);
  await other.close();
  const sessions = `select from pg_stat_activity where application_name = 'queries-alone'`;
  // Without its end, a connection stays for 30 s.
  await eventually(async () => (await database.query(sessions, [])).length === 0, { withinMs: 20_000 });
});
