import { Migration, Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { readdir, readFile } from 'node:fs/promises';
import { advisoryLockKey } from './leadership.ts';

export type MigrationSource = {
  /** The PostgreSQL schema that these files own. Created when missing. */
  schema: string;
  /** A folder of `NNNN-what-it-does.sql` files. Each runs once, in the order of their names. */
  directory: URL;
};

/** Runs the new files, each in a transaction of its own, and returns their names. */
export async function runMigrations(url: string, source: MigrationSource): Promise<string[]> {
  const migrationsList = await readMigrations(source.directory);
  const orm = new MikroORM({
    clientUrl: url,
    ensureDatabase: false,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    pool: { min: 0, max: 2 },
    driverOptions: { application_name: `migrate:${source.schema}`, connectionTimeoutMillis: 5_000 },
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
    // When several processes start at the same time, the first migrates; the others wait here and find nothing to do.
    return await orm.em.fork().transactional(async (em) => {
      await em
        .getConnection()
        .execute(
          `select pg_advisory_xact_lock(${advisoryLockKey('florin-migrate')})`,
          [],
          'run',
          em.getTransactionContext(),
        );
      await orm.em.fork().getConnection().execute(`create schema if not exists "${source.schema}"`);
      const done = await orm.migrator.up();
      return done.map(({ name }) => name);
    });
  } finally {
    await orm.close(true);
  }
}

/** Connects once. Most processes fail here first, so the error names the address and what to check. */
async function checkReachable(orm: MikroORM, url: string): Promise<void> {
  try {
    await orm.em.getConnection().execute('select 1');
  } catch (error) {
    const { host, pathname, searchParams } = new URL(url);
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `PostgreSQL at ${searchParams.get('host') ?? host}${pathname} cannot be used (${reason}): ` +
        'see that it runs, and that DATABASE_URL names it',
      { cause: error },
    );
  }
}

async function readMigrations(directory: URL) {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
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

function withSlash(directory: URL): URL {
  return directory.href.endsWith('/') ? directory : new URL(`${directory.href}/`);
}
