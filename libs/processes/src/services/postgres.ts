import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asAccount, databaseAccount, findPostgresBinaries } from './postgres-binaries.ts';
import type { Account, PostgresBinaries } from './postgres-binaries.ts';
import { isListening } from '../ports.ts';
import type { ProgramDescription } from '../program.ts';
import { SetupProblem } from '../setup-problem.ts';
import { hasCode, stderrOf } from '../error-code.ts';
import { startOf } from '../process-table.ts';

export type PostgresOptions = {
  directory: string;
  port: number;
  logFile: string;
  settings?: Record<string, string>;
};

/** Describes a PostgreSQL 18 with its usual durability. Its data are under `directory`; initdb creates them on first use. */
export function describePostgres(options: PostgresOptions): ProgramDescription {
  const binaries = findPostgresBinaries();
  mkdirSync(options.directory, { recursive: true });
  const account = databaseAccount([dirname(binaries.postgres), dirname(options.directory)]);
  const data = join(options.directory, 'data');
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(binaries, account, options);
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    unix_socket_directories: '',
    max_connections: '300',
    // Detects a client whose connection is lost, and frees its locks, within seconds, as docker-compose.yml does.
    tcp_keepalives_idle: '5',
    tcp_keepalives_interval: '2',
    tcp_keepalives_count: '3',
    tcp_user_timeout: '10000',
    client_connection_check_interval: '2000',
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return {
    name: 'postgres',
    ...asAccount(account, binaries.postgres, ['-D', data, ...flags]),
    logFile: options.logFile,
    stopSignal: 'SIGINT', // A fast shutdown: it ends open connections and keeps everything committed.
    isReady: async () => (await isListening(options.port)) && isAccepting(data),
    readyWithinMs: 60_000,
  };
}

/**
 * Waits, at most 10 s, until the server that was killed on these data has left the process table. Its parent has to notice its
 * end, and until then PostgreSQL takes it for a server that runs.
 */
export async function untilKilledPostgresIsGone(directory: string): Promise<void> {
  const pid = Number.parseInt(lockOf(join(directory, 'data')), 10);
  const deadline = Date.now() + 10_000;
  while (isEnded(pid) && Date.now() < deadline) await sleep(50);
}

/** Whether the process has ended and is still in the process table. */
function isEnded(pid: number): boolean {
  if (!(pid > 0) || startOf(pid) !== undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}

/** The URL of one of its databases; initdb creates `florin`. */
export function postgresUrl(
  { directory, port }: { directory: string; port: number },
  database = 'florin',
): string {
  const password = readFileSync(join(directory, 'password'), 'utf8').trim();
  return `postgresql://florin:${password}@127.0.0.1:${port}/${database}`;
}

function initialise(
  binaries: PostgresBinaries,
  account: Account | undefined,
  { directory }: PostgresOptions,
) {
  const data = join(directory, 'data');
  const passwordFile = join(directory, 'password');
  rmSync(data, { recursive: true, force: true }); // An interrupted initdb leaves an unusable cluster.
  mkdirSync(data, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  writeFileSync(passwordFile, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
  if (account) for (const path of [directory, data, passwordFile]) chownSync(path, account.uid, account.gid);
  const login = ['--username=florin', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'];
  try {
    run(account, binaries.initdb, [...login, ...locale, `--pgdata=${data}`]);
    run(account, binaries.postgres, ['--single', '-D', data, 'postgres'], 'create database florin;\n');
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    throw new SetupProblem(`PostgreSQL's initdb failed: ${stderrOf(error).split('\n').at(-1)}`);
  }
}

function run(account: Account | undefined, binary: string, flags: string[], input = ''): void {
  const { command, args } = asAccount(account, binary, flags);
  execFileSync(command, args, {
    stdio: 'pipe',
    encoding: 'utf8',
    input,
    env: { ...process.env, LC_ALL: 'C' },
  });
}

/**
 * Reads the last line of the server's lock file, because its port also accepts connections during recovery. A standby
 * that answers reads says `standby`.
 */
const isAccepting = (data: string): boolean => /(ready|standby)\s*$/.test(lockOf(data));

/** The content of the server's lock file, whose first line is its process id; empty without the file. */
function lockOf(data: string): string {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8');
  } catch {
    return '';
  }
}
