import { createTestDatabase, eventually, type TestDatabase } from '@florin/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { connect, runParameterized, type Database } from '../src/index.ts';

/* Migrations of tables that others are using. */

const directory = mkdtempSync(join(tmpdir(), 'florin-migrations-'));
const source = { schema: 'sample', directory: pathToFileURL(`${directory}/`) };
let fresh: TestDatabase;
let database: Database;
let other: Database;

beforeAll(async () => {
  fresh = await createTestDatabase('plain', async () => {});
  database = await connect({ url: fresh.url, applicationName: 'test' });
  other = await connect({ url: fresh.url, applicationName: 'other' });
  const tables = 'create table sample.one (id int); create table sample.two (id int);';
  writeFileSync(join(directory, '0001-tables.sql'), tables);
  await database.migrate(source);
});
afterAll(async () => {
  await Promise.all([database, other].map((each) => each?.close()));
  await fresh?.drop();
  rmSync(directory, { recursive: true });
});

const migrationWaits = `
  select 1 from pg_stat_activity
  where application_name like 'migrate:%' and wait_event_type = 'Lock' and datname = current_database()`;

test.each([
  // The migration finds the deadlock, because the transaction would look for one an hour later.
  ['a deadlock', '', `lock table sample.one in access share mode`],
  ['the lock timeout', `set local lock_timeout = '50ms';`, `select pg_sleep(0.3)`],
])('a migration that %s ends for the sake of others is repeated', async (what, limit, then) => {
  const name = what.replaceAll(' ', '-');
  const column = name.replaceAll('-', '_');
  const change = (table: string) => `alter table sample.${table} add ${column} int;`;
  writeFileSync(join(directory, `0002-${name}.sql`), limit + change('one') + change('two'));
  let migrated: Promise<string[]> | undefined;
  await other.unitOfWork(async (em) => {
    await runParameterized(em, `set local deadlock_timeout = '1h'`, []);
    await runParameterized(em, 'lock table sample.two in access share mode', []);
    migrated = database.migrate(source);
    await eventually(async () => (await database.query(migrationWaits, [])).length > 0);
    await runParameterized(em, then, []);
  });
  expect(await migrated).toEqual([`0002-${name}`]);
});
