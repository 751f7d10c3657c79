import { Migration, Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { readdir, readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { endsWithin, pause } from '@florin/service';
import type { Database } from './database.ts';
import { isLockTimeout, isRetryable, isUnavailable, sqlstate } from './failures.ts';
import { grantStatements, withSlash } from './grants.ts';
import { advisoryLockKey } from './leadership.ts';
import { leaseTable } from './lease-table.ts';
import { mayActAsOwner, takeOver } from './roles.ts';
import { tlsOf } from './tls.ts';

export type MigrationSource = {
  /** The PostgreSQL schema that these files own. Created when missing. */
  schema: string;
  /**
   * A folder of `NNNN-what-it-does.sql` files, each of which runs once, in the order of their names, and of one `grants.sql`,
   * which runs whenever it or the set of migrations has changed.
   */
  directory: URL;
};

/** The schema lacks migrations, and the role of this process may not run them. Waiting for somebody else to do so helps. */
export class SchemaOutdated extends Error {
  constructor(schema: string, missing: readonly string[], role: string) {
    super(
      `the schema ${schema} lacks the migrations ${missing.join(', ')}, and the role ${role} may not run them: ` +
        'run "npm run admin -- migrate" with the owner\'s URL, or set DATABASE_OWNER_URL',
    );
    this.name = 'SchemaOutdated';
  }
}

/** How long migrations are repeated that others of the same tables interrupt, and the time between two attempts. */
const waitsForOthersMs = 60_000;
const betweenAttemptsMs = 200;

/** The pool waits for ever for a connection that was lost within a transaction. */
const closesWithinMs = 5_000;

/**
 * Runs the new files, each in a transaction of its own, and returns their names. A file that meets the transactions of
 * others (a deadlock, the lock timeout) is repeated for a minute. A role that may not create objects in the
 * schema only checks that nothing is missing, and throws `SchemaOutdated` otherwise. Throws with the address when the
 * connection is lost meanwhile: what was complete stays, and the next call goes on.
 */
export async function runMigrations(url: string, source: MigrationSource): Promise<string[]> {
  const migrationsList = await readMigrations(source.directory);
  const orm = new MikroORM({
    clientUrl: url,
    ensureDatabase: false,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    pool: { min: 0, max: 2 },
    driverOptions: {
      application_name: `migrate:${source.schema}`,
      connectionTimeoutMillis: 5_000,
      ...tlsOf(url),
    },
    migrations: {
      migrationsList,
      tableName: `${source.schema}.migrations`,
      snapshot: false,
      silent: true,
      disableForeignKeys: false,
    },
  });
  try {
    await checkReachable(orm, url);
    return await migrate(
      orm,
      source,
      migrationsList.map(({ name }) => name),
    ).catch((error: unknown) => {
      throw isUnavailable(error) && sqlstate(error) === undefined
        ? lostConnection(url, source, error)
        : error;
    });
  } finally {
    await endsWithin(closesWithinMs, orm.close(true));
  }
}

async function migrate(orm: MikroORM, source: MigrationSource, names: readonly string[]): Promise<string[]> {
  const role = await roleIn(orm, source.schema);
  if (!role.migrates) {
    await checkUpToDate(orm, source.schema, names, role.name);
    return [];
  }
  // When several processes start at the same time, the first migrates; the others wait here and find nothing to do.
  return orm.em.fork().transactional(async (em) => {
    await em
      .getConnection()
      .execute(
        `select pg_advisory_xact_lock(${advisoryLockKey('florin-migrate')})`,
        [],
        'run',
        em.getTransactionContext(),
      );
    await orm.em.fork().getConnection().execute(`create schema if not exists "${source.schema}"`);
    const missing = await orm.migrator.getPending();
    await besideOthers(async () => {
      await orm.migrator.up();
      await applyGrants(orm, source, names);
    });
    return missing.map(({ name }) => name);
  });
}

/**
 * Repeats `work` while PostgreSQL ends it for the sake of transactions of others: by a deadlock with one that uses the same
 * tables in another order, or because the tables did not become free within the lock timeout. Throws the last error.
 */
async function besideOthers(work: () => Promise<void>): Promise<void> {
  const giveUpAt = performance.now() + waitsForOthersMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const isBusy = isRetryable(error) || isLockTimeout(error);
      if (!isBusy || performance.now() > giveUpAt) throw error;
    }
    await pause(betweenAttemptsMs);
  }
}

function lostConnection(url: string, { schema }: MigrationSource, cause: unknown): Error {
  const lost = `the connection to PostgreSQL at ${addressOf(url)} was lost while the schema ${schema} was migrated`;
  return new Error(`${lost} (${messageOf(cause)}): migrate again, which goes on after what was complete`, {
    cause,
  });
}

/** Connects once. Most processes fail here first, so the error names the address and what to check. */
async function checkReachable(orm: MikroORM, url: string): Promise<void> {
  try {
    await orm.em.getConnection().execute('select 1');
  } catch (error) {
    throw new Error(
      `PostgreSQL at ${addressOf(url)} cannot be used (${messageOf(error)}): ` +
        'see that it runs, and that DATABASE_URL names it',
      { cause: error },
    );
  }
}

function addressOf(url: string): string {
  const { host, pathname, searchParams } = new URL(url);
  return `${searchParams.get('host') ?? host}${pathname}`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

type RoleInSchema = { name: string; migrates: boolean };

/** Who runs migrations: the schema's owner, or, before there is a schema, a role that may create it. */
async function roleIn(orm: MikroORM, schema: string): Promise<RoleInSchema> {
  const [row] = await orm.em.getConnection().execute<RoleInSchema[]>(
    `select current_user as name, coalesce(
       (select pg_has_role(nspowner, 'USAGE') from pg_namespace where nspname = ?),
       has_database_privilege(current_database(), 'CREATE')) as migrates`,
    [schema],
  );
  return row!;
}

/**
 * Compares the files of one schema with the migrations that the database has. `unknown` are those of newer code. Throws what
 * PostgreSQL answers to a role that may not read the schema.
 */
export async function compareMigrations(
  database: Pick<Database, 'query'>,
  { schema, directory }: MigrationSource,
): Promise<{ pending: string[]; unknown: string[] }> {
  const wanted = (await readMigrations(directory)).map(({ name }) => name);
  const done = await database
    .query<{ name: string }>(`select name from "${schema}".migrations`, [])
    .catch(noneIfMissing);
  const known = done.map(({ name }) => name);
  return {
    pending: wanted.filter((name) => !known.includes(name)),
    unknown: known.filter((name) => !wanted.includes(name)),
  };
}

const undefinedSchemaOrTable = new Set(['3F000', '42P01']);

function noneIfMissing(error: unknown): { name: string }[] {
  if (undefinedSchemaOrTable.has(sqlstate(error) ?? '')) return [];
  throw error;
}

async function checkUpToDate(
  orm: MikroORM,
  schema: string,
  wanted: readonly string[],
  role: string,
): Promise<void> {
  const done = await orm.em
    .getConnection()
    .execute<{ name: string }[]>(`select name from "${schema}".migrations`)
    .catch(noneIfMissing);
  const known = new Set(done.map(({ name }) => name));
  const missing = wanted.filter((name) => !known.has(name));
  if (missing.length > 0) throw new SchemaOutdated(schema, missing, role);
}

/**
 * Brings the rights of all roles in the schema in line with its `grants.sql`. The schema's comment keeps for which text and
 * which migrations that was done last, in the same commit: a start without changes locks nothing, and one after a process
 * that died between its migrations and this catches up. Where one role does everything, it goes on.
 */
async function applyGrants(
  orm: MikroORM,
  source: MigrationSource,
  migrations: readonly string[],
): Promise<void> {
  const run = <Row>(sql: string) => orm.em.fork().getConnection().execute<Row[]>(sql);
  await run(leaseTable.create);
  const [role] = await run<{ may: boolean }>(mayActAsOwner);
  if (!role?.may) return;
  const statements = await grantStatements(source);
  const applied = [statements, ...migrations].join('\n');
  const mark = `florin grants ${createHash('sha256').update(applied).digest('hex')}`;
  const [comment] = await run<{ is: string | null }>(
    `select obj_description('"${source.schema}"'::regnamespace, 'pg_namespace') as is`,
  );
  if (comment?.is === mark) return;
  const leases = `${takeOver(['leadership'])}; ${leaseTable.grants}`;
  // A new policy needs its table alone for a moment. Behind a longer transaction this waits, and everybody else behind it.
  await run(
    `begin; set local lock_timeout = '3s'; ${statements}; ${leases}; comment on schema "${source.schema}" is '${mark}'; commit`,
  );
}

async function readMigrations(directory: URL) {
  const files = (await readdir(directory)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: file.slice(0, -'.sql'.length),
      class: sqlMigration(await readFile(new URL(file, withSlash(directory)), 'utf8')),
    })),
  );
}

function sqlMigration(sql: string) {
  return class extends Migration {
    override up(): void {
      this.addSql(sql);
    }
  };
}
