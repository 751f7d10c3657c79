import { chmod, copyFile, lchown, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { hasCode } from '../error-code.ts';
import { databaseAccount, findPostgresBinaries } from './postgres-binaries.ts';

export type StandbyOptions = {
  /** Its replication slot at the primary, and its name in `pg_stat_replication` and `synchronous_standby_names`. */
  name: string;
  /** The folder of the standby, from which `describePostgres` starts it. */
  directory: string;
  /** The folder and the port of the running primary, as `describePostgres` got them. */
  primary: { directory: string; port: number };
};

/** Runs a statement as the primary's administrator. All calls must reach the same session, as `withSession` has it. */
export type RunInSession = (sql: string) => Promise<Record<string, unknown>[]>;

/**
 * Copies a running primary into the folder of a standby, by PostgreSQL's backup API, because the npm package has no
 * `pg_basebackup`. Started by `describePostgres` on this folder and a port of its own, the standby follows the primary.
 * A replication slot keeps the write-ahead log that the standby has not received yet. To remove a standby for good, drop
 * its slot. Replaces a former server in the folder, which must have ended.
 */
export async function copyForStandby(options: StandbyOptions, run: RunInSession): Promise<void> {
  const { name, directory, primary } = options;
  // `true` keeps the write-ahead log from this moment on, not only from the standby's first connection.
  await run(`
    select pg_create_physical_replication_slot('${name}', true)
    where not exists (select from pg_replication_slots where slot_name = '${name}')`);
  await copyRunning(primary.directory, directory, run);
  await followPrimary(options);
}

/**
 * Copies the running server of the folder `from` into the folder `to` by PostgreSQL's backup API. The copy needs the
 * write-ahead log of the time of the copy, from a primary (`followPrimary`) or an archive (`recoverFromArchive`), before it
 * can start.
 */
export async function copyRunning(from: string, to: string, run: RunInSession): Promise<void> {
  const data = join(to, 'data');
  await rm(data, { recursive: true, force: true });
  await run(`select pg_backup_start('florin', fast => true)`);
  await copyFolder(join(from, 'data'), data);
  const [backup] = await run('select labelfile from pg_backup_stop(wait_for_archive => false)');
  await writeFile(join(data, 'backup_label'), String(backup?.['labelfile']));
  await copyFile(join(from, 'password'), join(to, 'password'));
  await giveToAccount(to);
}

/** Makes a server that has ended, or a copy that has not started yet, a standby of this primary. */
export async function followPrimary({ name, directory, primary }: StandbyOptions): Promise<void> {
  const connection = await connectionTo(primary);
  const settings = {
    primary_conninfo: `${connection} application_name=${name}`,
    primary_slot_name: name,
  };
  await prepare(directory, 'standby.signal', settings);
}

/**
 * Makes a copy recover from an archive and become a primary of its own. `settings` are PostgreSQL's: `restore_command`, and
 * a `recovery_target_…` to stop before the archive's end.
 */
export function recoverFromArchive(directory: string, settings: Record<string, string>): Promise<void> {
  return prepare(directory, 'recovery.signal', settings);
}

/** Whether the server of this folder is a standby, or would start as one. */
export function isStandby(directory: string): boolean {
  return existsSync(join(directory, 'data', 'standby.signal'));
}

/**
 * Where a standby connects to, without its name. The primary's password stands in a file of the standby, because every
 * process of the machine sees command lines.
 */
export async function connectionTo({ directory, port }: StandbyOptions['primary']): Promise<string> {
  const password = (await readFile(join(directory, 'password'), 'utf8')).trim();
  return `host=127.0.0.1 port=${port} user=florin password=${password}`;
}

/** Writes settings as ALTER SYSTEM does on a running server, and the file that says how the server starts. */
async function prepare(
  directory: string,
  signal: 'standby.signal' | 'recovery.signal',
  settings: Record<string, string>,
): Promise<void> {
  const data = join(directory, 'data');
  const path = join(data, 'postgresql.auto.conf');
  const isReplaced = (line: string) => line === '' || (line.split(' ', 1)[0] ?? '') in settings;
  const kept = (await readFile(path, 'utf8')).split('\n').filter((line) => !isReplaced(line));
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  await writeFile(path, `${[...kept, ...lines].join('\n')}\n`);
  await writeFile(join(data, signal), '');
  await giveToAccount(directory);
}

/** Folders whose files a standby gets from the primary or makes by itself, and files of the running server. */
const onlyFolder =
  /^(pg_wal|pg_wal\/.*|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)$/;
const leftOut = /^(postmaster\.(pid|opts)|backup_label.*|standby\.signal|recovery\.signal)$|(^|\/)pgsql_tmp/;

async function copyFolder(from: string, to: string, top = from): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const entry of await unlessGone(readdir(from, { withFileTypes: true }), [])) {
    const source = join(from, entry.name);
    const path = relative(top, source);
    const target = join(to, entry.name);
    if (leftOut.test(path)) continue;
    if (entry.isDirectory()) await copyFolder(source, target, top);
    else if (!onlyFolder.test(dirname(path))) await unlessGone(copyFile(source, target), undefined);
  }
}

/** A running server removes files while they are copied; the write-ahead log repeats what was in them. */
async function unlessGone<T>(work: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return otherwise;
    throw error;
  }
}

async function giveToAccount(directory: string): Promise<void> {
  for (const path of [directory, join(directory, 'data')]) await chmod(path, 0o700);
  const account = databaseAccount([dirname(findPostgresBinaries().postgres), dirname(directory)]);
  if (!account) return;
  const entries = await readdir(directory, { recursive: true });
  for (const path of ['.', ...entries]) await lchown(join(directory, path), account.uid, account.gid);
}
