import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startPostgres, type PrivatePostgres } from '@florin/testing';
import { Client } from 'pg';
import { connect, isUnavailable, sqlstate, type Database } from '../../src/index.ts';

let postgres: PrivatePostgres;
let database: Database;

beforeAll(async () => {
  postgres = await startPostgres({ max_connections: '20' });
  database = await connect({ url: postgres.url, applicationName: 'test' });
});

afterAll(async () => {
  await database?.close();
  await postgres?.stop();
});

/** Waits until the last result is too old to be reused. */
async function checkWrites(): Promise<unknown> {
  await sleep(1_100);
  return database.checkWrites().catch((error: Error) => error);
}

const write = () => database.unitOfWork((em) => em.getConnection().execute('select 1'));

test('the check leaves nothing behind', async () => {
  expect(await checkWrites()).toBeUndefined();
  const [left] = await database.query<{ tables: number }>(
    `select count(*)::int as tables from pg_stat_user_tables`,
    [],
  );
  expect(left).toEqual({ tables: 0 });
});

test('a database without free connections fails the check, although the probe has one, until a write succeeds', async () => {
  expect(await checkWrites()).toBeUndefined();
  await database.orm.close(true);
  database = await connect({ url: postgres.url, applicationName: 'test' });
  expect(await checkWrites()).toBeUndefined();
  const others: Client[] = [];
  let refused: unknown;
  while (refused === undefined) {
    const client = new Client({ connectionString: postgres.url });
    client.on('error', () => undefined);
    await client.connect().then(
      () => others.push(client),
      (error: unknown) => (refused = error),
    );
  }
  expect(sqlstate(refused)).toBe('53300');
  const failed = await write().catch((error: unknown) => error);
  expect(isUnavailable(failed)).toBe(true);
  expect(await checkWrites()).toMatchObject({ name: 'WritesFail' });
  await Promise.all(others.map((client) => client.end()));
  await write();
  expect(await checkWrites()).toBeUndefined();
});

test('a database whose commits hang fails the check', async () => {
  const configure = async (statement: string) => {
    await database.query(statement, []);
    await database.query('select pg_reload_conf()', []);
  };
  // Every commit waits for a standby that does not exist.
  await configure(`alter system set synchronous_standby_names = 'nobody'`);
  expect(await checkWrites()).toBeInstanceOf(Error);
  await configure('alter system reset synchronous_standby_names');
  expect(await checkWrites()).toBeUndefined();
});

test('the check of a paused database ends in time', async () => {
  postgres.pause();
  const begin = performance.now();
  expect(await checkWrites()).toBeInstanceOf(Error);
  expect(performance.now() - begin).toBeLessThan(5_000);
  postgres.resume();
  expect(await checkWrites()).toBeUndefined();
});
