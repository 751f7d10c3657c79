import { connect, idToUuid, runParameterized } from '@florin/database';
import { createTenant, ledgerEntities, migrateLedger } from '@florin/ledger';
import { fromRoot } from '@florin/processes';
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/*
 * PostgreSQL's own baseline: pgbench writes the rows of a credit through the same tables, constraints and triggers, in
 * five statements and one commit each, without HTTP, keys, locks or ORM.
 */

const run = promisify(execFile);

const creditInFiveStatements = `
\\set n random(:first, :last)
begin;
select a.id, a.tenant_id, o.id as outside_id from baseline.numbered
  join ledger.accounts a using (id)
  join ledger.accounts o on o.tenant_id = a.tenant_id and o.kind = 'outside' and o.currency = a.currency
  where n = :n for update of a \\gset
update ledger.accounts set balance = balance + 1, version = version + 1, updated_at = clock_timestamp()
  where id = :id::uuid returning version, balance \\gset
insert into ledger.transactions (id, tenant_id, type, status, from_account_id, to_account_id, currency, amount,
    to_account_version, to_balance_after, idempotency_key, fingerprint, effective_at, created_at)
  select id, :tenant_id::uuid, 'credit', 'completed', :outside_id::uuid, :id::uuid, 'USD', 1,
    :version::bigint, :balance::bigint, id::text, sha256(id::text::bytea), uuid_extract_timestamp(id), uuid_extract_timestamp(id)
  from uuidv7() as id;
insert into ledger.outbox (transaction_ids) select array[id] from ledger.transactions
  where to_account_id = :id::uuid and to_account_version = :version::bigint;
commit;
`;

const openAccounts = `
with outside as (
  insert into ledger.accounts (id, tenant_id, currency, kind) values (uuidv7(), $1, 'USD', 'outside')
), opened as (
  insert into ledger.accounts (id, tenant_id, currency) select uuidv7(), $1, 'USD' from generate_series(1, $2) returning id
)
insert into baseline.numbered (n, id) select row_number() over (), id from opened`;

export type Baseline = {
  /** Commits per second over all accounts, or with all clients on one; undefined when there was no commit. */
  perSecond(options: { hot: boolean; clients: number; seconds: number }): Promise<number | undefined>;
};

const accountCount = 1_000;

/** Needs an empty database. Undefined where pgbench is not available; `say` then gets instructions. */
export async function preparePgbench(
  databaseUrl: string,
  say: (line: string) => void,
): Promise<Baseline | undefined> {
  const pgbench = findPgbench() ?? fetchPgbench(say);
  if (pgbench === undefined) {
    say('pgbench is missing: its ratios are left out (Debian: apt-get install postgresql brings it)');
    return undefined;
  }
  await openBaselineAccounts(databaseUrl);
  const directory = fromRoot('.local', 'bench');
  mkdirSync(directory, { recursive: true });
  const script = join(directory, 'five-statements.sql');
  writeFileSync(script, creditInFiveStatements);
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const env = {
    ...process.env,
    PGHOST: hostname,
    PGPORT: port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: pathname.slice(1),
    LD_LIBRARY_PATH: pgbench.libraries,
  };
  return {
    async perSecond({ hot, clients, seconds }) {
      const range = ['-D', 'first=1', '-D', `last=${hot ? 1 : accountCount}`];
      const load = ['-c', String(clients), '-j', String(availableParallelism()), '-T', String(seconds)];
      const args = ['-n', '-M', 'prepared', ...range, ...load, '-f', script];
      const { stdout } = await run(pgbench.command, args, { env });
      const rate = Number(/^tps = ([\d.]+)/m.exec(stdout)?.[1]);
      const failed = Number(/number of failed transactions: (\d+)/.exec(stdout)?.[1] ?? 0);
      if (/transactions actually processed: 0\b/.test(stdout)) {
        say(`pgbench committed nothing in ${seconds} s, so its ratios miss a round`);
        return undefined;
      }
      if (!(rate > 0) || failed > 0) throw new Error(`pgbench did not measure: ${stdout}`);
      return rate;
    },
  };
}

async function openBaselineAccounts(url: string): Promise<void> {
  const database = await connect({ url, entities: ledgerEntities, applicationName: 'baseline' });
  try {
    await migrateLedger(database);
    const { id } = await createTenant(database, { name: 'Baseline' });
    await database.unitOfWork(async (em) => {
      await runParameterized(em, 'create schema baseline', []);
      await runParameterized(em, 'create table baseline.numbered (n int primary key, id uuid not null)', []);
      await runParameterized(em, openAccounts, [idToUuid(id), accountCount]);
    });
  } finally {
    await database.close();
  }
}

type Pgbench = { command: string; libraries: string };

function findPgbench(): Pgbench | undefined {
  const installed = globSync('/usr/lib/postgresql/*/bin/pgbench').sort().at(-1) ?? 'pgbench';
  return works({ command: installed, libraries: '' });
}

function works(pgbench: Pgbench): Pgbench | undefined {
  const env = { ...process.env, LD_LIBRARY_PATH: pgbench.libraries };
  return spawnSync(pgbench.command, ['--version'], { env }).status === 0 ? pgbench : undefined;
}

/** Unpacks Debian's packages under `.local`: installing them would start a PostgreSQL server. */
function fetchPgbench(say: (line: string) => void): Pgbench | undefined {
  if (spawnSync('apt-get', ['--version']).status !== 0) return undefined;
  const directory = fromRoot('.local', 'pgbench');
  if (!existsSync(directory)) {
    say('pgbench is missing: unpacking it from the system’s packages');
    mkdirSync(directory, { recursive: true });
    const { stdout } = spawnSync('apt-cache', ['depends', 'postgresql'], { encoding: 'utf8' });
    const server = /Depends: (postgresql-\d+)/.exec(stdout ?? '')?.[1];
    if (server !== undefined) spawnSync('apt-get', ['-q', 'download', server, 'libpq5'], { cwd: directory });
    for (const file of globSync('*.deb', { cwd: directory }))
      spawnSync('dpkg', ['-x', file, '.'], { cwd: directory });
  }
  const command = globSync('usr/lib/postgresql/*/bin/pgbench', { cwd: directory }).at(-1);
  const libraries = globSync('usr/lib/*/libpq.so.5', { cwd: directory }).at(-1);
  if (command === undefined) return undefined;
  return works({ command: join(directory, command), libraries: join(directory, libraries ?? '', '..') });
}
