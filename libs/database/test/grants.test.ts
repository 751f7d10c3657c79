import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createTestDatabase, startPostgres } from '@florin/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { connect, type Database, type MigrationSource } from '../src/index.ts';

let folder: string;
let source: MigrationSource;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'florin-grants-'));
  source = { schema: 'sample', directory: pathToFileURL(`${folder}/`) };
  write('0001-first.sql', 'create table sample.first (tenant_id uuid not null)');
  write('grants.sql', 'grant select, insert on all tables in schema sample to florin_api');
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

const open = (url: string, ownerUrl?: string) =>
  connect({ url, ownerUrl, applicationName: 'test', connectTimeoutMs: 20_000 });

type Table = { name: string; owner: string; granted: boolean; secured: boolean };
const tables = (database: Database) =>
  database.query<Table>(
    `select relname as name, pg_get_userbyid(relowner) as owner, relforcerowsecurity as secured,
       has_table_privilege('florin_api', c.oid, 'insert') as granted
     from pg_class c where relnamespace = 'sample'::regnamespace and relkind = 'r' and relname <> 'migrations' order by 1`,
    [],
  );
const kept = (name: string): Table => ({ name, owner: 'florin_owner', granted: true, secured: true });

test('rights follow at the next start when a process dies between its migrations and them', async () => {
  const own = await createTestDatabase('empty', async () => undefined);
  const database = await open(own.url, own.urlOf('owner'));
  const owner = await open(own.urlOf('owner'));
  try {
    await database.migrate(source);
    const second = 'create table sample.second (tenant_id uuid not null)';
    write('0002-second.sql', second);
    // What the process has committed when it dies.
    await owner.query(second, []);
    await owner.query(`insert into sample.migrations (name) values ('0002-second')`, []);
    expect(await database.migrate(source)).toEqual([]);
    expect(await tables(database)).toEqual([kept('first'), kept('second')]);
  } finally {
    await Promise.all([database.close(), owner.close()]);
    await own.drop();
  }
});

test('what an administrator migrates belongs to the owner', async () => {
  const own = await createTestDatabase('empty', async () => undefined);
  const database = await open(own.url);
  try {
    await database.migrate(source);
    expect(await tables(database)).toEqual([kept('first')]);
    write('0002-second.sql', 'create table sample.second (tenant_id uuid not null)');
    const owner = await open(own.urlOf('owner'));
    await owner.migrate(source).finally(() => owner.close());
    expect(await tables(database)).toEqual([kept('first'), kept('second')]);
  } finally {
    await database.close();
    await own.drop();
  }
});

test('one role that does everything goes on, on a server where other databases have a role for each app', async () => {
  const server = await startPostgres();
  const administrator = await open(server.url);
  try {
    await administrator.query(`create role everything login password 'secret'`, []);
    await administrator.query('create database alone owner everything', []);
    const url = Object.assign(new URL(server.url), {
      username: 'everything',
      password: 'secret',
      pathname: '/alone',
    });
    const everything = await open(url.href);
    try {
      await everything.migrate(source);
      await everything.query('insert into sample.first values (gen_random_uuid())', []);
      expect(await everything.query('select from sample.first', [])).toHaveLength(1);
      expect(await tables(everything)).toEqual([
        { name: 'first', owner: 'everything', granted: false, secured: false },
      ]);
    } finally {
      await everything.close();
    }
  } finally {
    await administrator.close();
    await server.stop();
  }
});
