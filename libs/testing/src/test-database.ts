import {
  connect,
  databaseGrants,
  derivedUrlOfRole,
  ensureDerivedRoles,
  isUnavailable,
  type Role,
} from '@florin/database';
import type { Database } from '@florin/database';
import { fromRoot, keepsTestDatabases } from '@florin/processes';
import { createHash, randomBytes } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { testServices } from './test-services.ts';

export type TestDatabase = {
  /** The administrator's, for what a test prepares and looks up. */
  url: string;
  /** The URL of one role, for the code under test: a missing grant fails the test. */
  urlOf(role: Role): string;
  /**
   * Removes it, ending connections that are still open. In a run whose server ends with it, it only ends them, because
   * PostgreSQL writes a checkpoint for each removal.
   */
  drop(): Promise<void>;
};

/**
 * Creates a database for one test. The first call with a `name` migrates a template; the next ones copy it within about
 * 100 ms, until a migration changes. `migrate` must bring an empty database up to date; migrations run as the owner.
 */
export async function createTestDatabase(
  name: string,
  migrate: (database: Database) => Promise<unknown>,
): Promise<TestDatabase> {
  const { databaseUrl } = testServices();
  const template = `template_${name}_${migrationsHash(migrate)}`;
  const copy = `test_${name}_${randomBytes(6).toString('hex')}`;
  await (rolesReady ??= ensureDerivedRoles(databaseUrl));
  const url = databaseNamed(databaseUrl, copy);
  await withServer(databaseUrl, async (run) => {
    await buildTemplate(run, databaseUrl, name, template, migrate);
    await run(`create database "${copy}" template "${template}"`);
    // A copy has the tables' rights and not the database's.
    await run(databaseGrants(`"${copy}"`));
  });
  return {
    url,
    urlOf: (role) => derivedUrlOfRole(url, role),
    drop: () => withServer(databaseUrl, (run) => drop(run, copy)),
  };
}

async function drop(run: Run, name: string): Promise<void> {
  if (keepsTestDatabases()) await endSessions(run, name);
  else await run(`drop database if exists "${name}" with (force)`);
}

/** Waits until they have ended: a busy server notices late that a client has closed its connection. */
function endSessions(run: Run, name: string): Promise<unknown> {
  return run(`select pg_terminate_backend(pid, 60000) from pg_stat_activity where datname = '${name}'`);
}

let rolesReady: Promise<void> | undefined;

type Run = (sql: string) => Promise<Record<string, unknown>[]>;

/** Holds a session lock, because several test processes may need the same template at once. */
async function buildTemplate(
  run: Run,
  serverUrl: string,
  name: string,
  template: string,
  migrate: (database: Database) => Promise<unknown>,
): Promise<void> {
  await run(`select pg_advisory_lock(hashtext('florin-test-template'))`);
  try {
    const known = await run(`select datname from pg_database where datname like 'template_${name}_%'`);
    const names = known.map(({ datname }) => String(datname));
    if (names.includes(template)) return;
    for (const outdated of names) await run(`drop database "${outdated}"`);
    await makeTemplate(run, serverUrl, { name, template }, migrate);
  } finally {
    await run(`select pg_advisory_unlock(hashtext('florin-test-template'))`);
  }
}

/** The template gets its name when it is complete, so that a process that is killed leaves no incomplete template. */
async function makeTemplate(
  run: Run,
  serverUrl: string,
  { name, template }: { name: string; template: string },
  migrate: (database: Database) => Promise<unknown>,
): Promise<void> {
  const draft = `draft_${name}`;
  await run(`drop database if exists "${draft}" with (force)`);
  await run(`create database "${draft}"`);
  await run(databaseGrants(`"${draft}"`));
  try {
    await migrateDatabase(databaseNamed(serverUrl, draft), migrate);
    // PostgreSQL refuses to copy a database that has connections.
    await run(`alter database "${draft}" with allow_connections false`);
    // PostgreSQL renames no database that has sessions.
    await endSessions(run, draft);
    await run(`alter database "${draft}" rename to "${template}"`);
  } catch (error) {
    await run(`drop database if exists "${draft}" with (force)`);
    throw error;
  }
}

async function migrateDatabase(
  url: string,
  migrate: (database: Database) => Promise<unknown>,
): Promise<void> {
  const database = await connect({
    url,
    ownerUrl: derivedUrlOfRole(url, 'owner'),
    applicationName: 'test-template',
    connectTimeoutMs: 20_000,
    statementTimeoutMs: 60_000,
  });
  try {
    await migrateInTime(() => migrate(database));
  } finally {
    await database.close();
  }
}

/** On a busy machine PostgreSQL may not accept the migration's own connection within its limit of 5 s. */
async function migrateInTime(migrate: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await migrate();
      return;
    } catch (error) {
      if (attempt === 5 || !isUnavailable(error)) throw error;
    }
  }
}

/** One connection only, so that the session lock and the statements under it share it. */
async function withServer<T>(url: string, work: (run: Run) => Promise<T>): Promise<T> {
  const server = await connect({
    url,
    applicationName: 'test-databases',
    poolSize: 1,
    statementTimeoutMs: 120_000,
    lockTimeoutMs: 120_000,
    connectTimeoutMs: 20_000,
  });
  try {
    return await work((sql) => server.read((em) => em.getConnection().execute(sql)));
  } finally {
    await server.close();
  }
}

function databaseNamed(url: string, name: string): string {
  const named = new URL(url);
  named.pathname = `/${name}`;
  return named.href;
}

function migrationsHash(migrate: (database: Database) => Promise<unknown>): string {
  const hash = createHash('sha256').update(migrate.toString());
  // Roles, rights and policies follow from migrations and from what libs/database makes of them.
  const sources = ['{apps,libs}/*/{,src/}migrations/*.sql', 'libs/database/src/*.ts'];
  for (const file of globSync(sources, { cwd: fromRoot() }).sort()) {
    hash.update(file).update(readFileSync(fromRoot(file)));
  }
  return hash.digest('hex').slice(0, 12);
}
