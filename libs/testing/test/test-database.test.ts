import { connect } from '@florin/database';
import type { Database } from '@florin/database';
import { createTestDatabase, testServices } from '@florin/testing';
import { expect, test } from '@jest/globals';

// A run of all tests keeps the databases.
delete process.env['TEST_DATABASES'];

test('two tests of one kind get two databases with the same tables and nothing of each other', async () => {
  const [one, two] = await Promise.all([
    createTestDatabase('twins', makeTable),
    createTestDatabase('twins', makeTable),
  ]);
  await onDatabase(one.url, 'insert into coins values (1)');
  expect(await onDatabase(one.url, 'select * from coins')).toEqual([{ amount: 1 }]);
  expect(await onDatabase(two.url, 'select * from coins')).toEqual([]);
  await Promise.all([one.drop(), two.drop()]);
  expect(await databaseNames('test_twins_%')).toEqual([]);
});

test('a changed migration rebuilds its template', async () => {
  const before = await createTestDatabase('changing', makeTable);
  const after = await createTestDatabase('changing', (database) =>
    database.read((em) => em.getConnection().execute('create table notes (value int)')),
  );
  expect(await onDatabase(after.url, 'select * from notes')).toEqual([]);
  await Promise.all([before.drop(), after.drop()]);
});

test('a migration that fails leaves no template behind', async () => {
  const failing = (database: Database) =>
    database.read((em) => em.getConnection().execute('create table half (value int); select 1 / 0'));
  await expect(createTestDatabase('failing', failing)).rejects.toThrow(/division by zero/);
  await expect(createTestDatabase('failing', failing)).rejects.toThrow(/division by zero/);
  expect(await databaseNames('%failing%')).toEqual([]);
});

function databaseNames(pattern: string): Promise<unknown> {
  return onDatabase(
    testServices().databaseUrl,
    `select datname from pg_database where datname like '${pattern}'`,
  );
}

function makeTable(database: Database): Promise<unknown> {
  return database.read((em) => em.getConnection().execute('create table coins (amount int)'));
}

async function onDatabase(url: string, sql: string): Promise<unknown> {
  const database = await connect({ url, applicationName: 'test', connectTimeoutMs: 20_000 });
  try {
    return await database.read((em) => em.getConnection().execute(sql));
  } finally {
    await database.close();
  }
}
