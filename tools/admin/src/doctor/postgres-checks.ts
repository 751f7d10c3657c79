import {
  allMigrations,
  clockOffsetMaxMs,
  compareMigrations,
  databaseClockAheadMs,
  findTablesWithoutRowSecurity,
  isUnavailable,
  roleNames,
  sqlstate,
} from '@florin/database';
import { existsSync, statfsSync } from 'node:fs';
import { isNativeError } from 'node:util/types';
import { counted, NotChecked, rowsOf, type Bank, type Check, type Problem } from './check.ts';

/** A server that does not answer, or that may forget what it has acknowledged. */
export const postgresDurable: Check = async (bank) => {
  const wanted: Record<string, readonly string[]> = {
    fsync: ['on'],
    full_page_writes: ['on'],
    synchronous_commit: ['on', 'remote_write', 'remote_apply'],
  };
  try {
    const rows = await rowsOf<{ name: string; setting: string }>(
      bank,
      'select name, setting from pg_settings where name = any($1)',
      [Object.keys(wanted)],
    );
    return rows
      .filter(({ name, setting }) => !wanted[name]?.includes(setting))
      .map(({ name, setting }) => ({
        what: `PostgreSQL has ${name} = ${setting}`,
        why: 'A crash loses money that was acknowledged, or the whole database',
        remedy: `Set ${name} to on`,
      }));
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return [
      {
        what: `PostgreSQL does not answer (${isNativeError(error) ? error.message : String(error)})`,
        why: 'Every write gets 503',
        remedy: 'See that it runs and that DATABASE_URL names it; docs/operations/primary-lost.md',
      },
    ];
  }
};

const names = Object.values(roleNames);
const notOwners = names.filter((name) => name !== roleNames.owner);
const auditTrails = [
  'ledger.transactions',
  'ledger.accounts',
  'ledger.account_changes',
  'access.key_changes',
];

/** Roles that may do more than their app does, and tables that are open to them. */
export const rolesNarrow: Check = async (bank) => {
  const known = await rowsOf<{ rolname: string }>(
    bank,
    'select rolname from pg_roles where rolname = any($1)',
    [names],
  );
  if (known.length < names.length)
    return bank.isProduction
      ? [
          {
            what: 'One role of PostgreSQL does everything',
            why: 'Anybody who takes over one app can change every balance',
            remedy: 'npm run admin -- create-roles, then migrate, then give each app its own DATABASE_URL',
          },
        ]
      : [];
  return [...(await appProblems(bank)), ...(await roleProblems(bank)), ...(await openTables(bank))];
};

async function appProblems(bank: Bank): Promise<Problem[]> {
  const { DATABASE_URL: url = '' } = bank.settings;
  const user = URL.canParse(url) ? decodeURIComponent(new URL(url).username) : '';
  if (!bank.isProduction || notOwners.some((name) => name === user)) return [];
  return [
    {
      what: `DATABASE_URL has the role ${user}`,
      why: 'It is not one of the roles that may do only what an app does',
      remedy: `Use the role of the app (${notOwners.join(', ')})`,
    },
  ];
}

async function roleProblems(bank: Bank): Promise<Problem[]> {
  const wide = await rowsOf<{ role: string; has: string }>(
    bank,
    `select rolname as role, concat_ws(', ', case when rolsuper then 'SUPERUSER' end,
       case when rolbypassrls then 'BYPASSRLS' end, case when rolcreaterole then 'CREATEROLE' end,
       case when rolcreatedb then 'CREATEDB' end, case when rolreplication then 'REPLICATION' end,
       (select string_agg('membership in ' || roleid::regrole, ', ' order by roleid) from pg_auth_members
        where member = r.oid)) as has
     from pg_roles r where rolname = any($1) order by 1`,
    [names],
  );
  const owners = await rowsOf<{ role: string; objects: number }>(
    bank,
    `select relowner::regrole::text as role, count(*)::int as objects from pg_class
     where relnamespace in (select oid from pg_namespace where nspname = any($1))
       and relowner::regrole::text <> '${roleNames.owner}' group by 1`,
    [allMigrations().map(({ schema }) => schema)],
  );
  return [
    ...wide
      .filter(({ has }) => has !== '')
      .map(({ role, has }) => ({
        what: `${role} has ${has}`,
        why: 'Row-level security and declared rights do not bind it',
        remedy: `As a superuser, take it away (alter role ${role} no…, or revoke the membership)`,
      })),
    ...owners.map(({ role, objects }) => ({
      what: `${role} owns ${counted(objects, 'table')} or indexes of the bank`,
      why: 'An owner may change what it owns, whatever is granted',
      remedy: 'npm run admin -- create-roles gives everything to florin_owner',
    })),
  ];
}

async function openTables(bank: Bank): Promise<Problem[]> {
  const unprotected = await findTablesWithoutRowSecurity(bank.database);
  const erasable = await rowsOf<{ role: string; table: string }>(
    bank,
    `select role, c.oid::regclass::text as table from pg_class c
     join pg_namespace n on n.oid = c.relnamespace, unnest($1::text[]) as role
     where n.nspname || '.' || c.relname = any($2) and has_table_privilege(role, c.oid, 'DELETE, TRUNCATE')
     order by 1, 2`,
    [notOwners, auditTrails],
  );
  return [
    ...unprotected.map((table) => ({
      what: `${table} has no row-level security`,
      why: 'A mistake in a query shows the rows of another tenant',
      remedy: 'npm run admin -- migrate, as the owner, brings it back',
    })),
    ...erasable.map(({ role, table }) => ({
      what: `${role} may delete from ${table}`,
      why: 'Anybody who takes over that app can erase what happened',
      remedy: `revoke delete, truncate on ${table} from ${role}`,
    })),
  ];
}

/** Migrations that the code has and the database lacks, or the other way round. */
export const migrationsCurrent: Check = async ({ database }) => {
  const problems: Problem[] = [];
  for (const source of allMigrations()) {
    const { pending, unknown } = await compareMigrations(database, source);
    if (pending.length > 0)
      problems.push({
        what: `The schema ${source.schema} lacks ${pending.join(', ')}`,
        why: 'Its app is live and not ready until they are there',
        remedy: 'npm run admin -- migrate, as the owner',
      });
    if (unknown.length > 0)
      problems.push({
        what: `The schema ${source.schema} has ${unknown.join(', ')}, which this version does not know`,
        why: 'A newer version has migrated it; an older one works beside it only for one release',
        remedy: 'Finish the upgrade, or see docs/operations/upgrading.md for going back',
      });
  }
  return problems;
};

/** Sessions of one process beside its pool: readiness, leases, and the watch of replicas. */
const besideThePool = 3;
/** What the other processes of a bank with two of each open at most: the worker's pool has 8, a consumer's pools 10 and 4. */
const otherSessions = 2 * (8 + besideThePool) + 2 * 3 * (10 + 4 + besideThePool);

/** Pools that are together larger than what the server allows. */
export const connectionsEnough: Check = async (bank) => {
  const [row] = await rowsOf<{ allowed: number; used: number }>(
    bank,
    `select least(current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
         - coalesce(current_setting('reserved_connections', true), '0')::int,
       (select nullif(datconnlimit, -1) from pg_database where datname = current_database())) as allowed,
       (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as used`,
  );
  const { allowed = 0, used = 0 } = row ?? {};
  const apis = Number(bank.env['API_PROCESSES'] ?? 2);
  const wanted = apis * ((bank.settings.DATABASE_POOL_SIZE ?? 12) + besideThePool) + otherSessions;
  const problems: Problem[] = [];
  if (bank.isProduction && wanted > allowed)
    problems.push({
      what: `${apis} API processes and two of each other app may open ${wanted} sessions, and PostgreSQL allows ${allowed}`,
      why: 'Under load some get none, and answer 503',
      remedy: 'Raise max_connections or lower DATABASE_POOL_SIZE (API_PROCESSES says how many there are)',
    });
  if (used > 0.9 * allowed)
    problems.push({
      what: `${used} of ${allowed} sessions are used`,
      why: 'The next process or operator gets none',
      remedy: 'docs/operations/connections-short.md',
    });
  return problems;
};

/** Clocks that differ, each compared with this machine's. */
export const clocksTogether: Check = async (bank) => {
  const offsets = new Map([['PostgreSQL', await databaseClockAheadMs(bank.database)]]);
  for (const [name, facts] of await bank.nodes())
    if (!('away' in facts)) offsets.set(`Redis at ${name}`, facts.clockAheadMs);
  return [...offsets]
    .filter(([, offset]) => Math.abs(offset) > clockOffsetMaxMs)
    .map(([name, offset]) => ({
      what: `The clock of ${name} is ${(Math.abs(offset) / 1_000).toFixed(1)} s ${offset > 0 ? 'ahead of' : 'behind'} this machine's`,
      why: "The ledger's times are PostgreSQL's; tokens and assertions are refused when clocks differ",
      remedy: 'Synchronise all hosts (chrony); docs/operations/clock-wrong.md',
    }));
};

const diskShareMin = 0.1;

/** A disk that is full or will be, and what keeps it from being emptied. */
export const diskFree: Check = async (bank) => {
  const problems: Problem[] = [];
  await bank.database.checkWrites().catch((error: Error) => {
    problems.push({
      what: `PostgreSQL accepts no writes (${reasonOf(error)})`,
      why: 'Every movement gets 503',
      remedy: 'docs/operations/disk-full.md',
    });
  });
  problems.push(...(await keptLogs(bank)));
  const directory = await dataDirectory(bank);
  if (directory === undefined || !existsSync(directory)) {
    if (problems.length > 0) return problems;
    throw new NotChecked(
      'The disk of PostgreSQL is seen only on its host, by a role with pg_read_all_settings; the rest of this check found nothing',
    );
  }
  const { bavail, blocks } = statfsSync(directory);
  if (bavail < diskShareMin * blocks)
    problems.push({
      what: `${Math.floor((100 * bavail) / blocks)} % of the disk of PostgreSQL are free`,
      why: 'A full disk stops every write',
      remedy: 'docs/operations/disk-full.md',
    });
  return problems;
};

const reasonOf = (error: Error): string =>
  isNativeError(error.cause) ? error.cause.message : String(error.cause ?? error.message);

async function dataDirectory(bank: Bank): Promise<string | undefined> {
  try {
    const [row] = await rowsOf<{ path: string }>(bank, `select current_setting('data_directory') as path`);
    return row?.path;
  } catch (error) {
    if (sqlstate(error) === '42501') return undefined;
    throw error;
  }
}

const keptBytesMax = 8 * 2 ** 30;

/** Replication slots and an archive that keep the write-ahead log for ever. */
async function keptLogs(bank: Bank): Promise<Problem[]> {
  const slots = await rowsOf<{ slot: string; active: boolean; status: string; bytes: number }>(
    bank,
    `select slot_name as slot, active, wal_status as status, pg_wal_lsn_diff(
       case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end, restart_lsn)::float8 as bytes
     from pg_replication_slots`,
  );
  const archive = await rowsOf<{ failed: string | null }>(
    bank,
    `select last_failed_wal as failed from pg_stat_archiver
     where current_setting('archive_mode') <> 'off' and last_failed_time > coalesce(last_archived_time, '-infinity')`,
  );
  return [
    ...slots
      .filter(({ active, status, bytes }) => !active || status === 'lost' || bytes > keptBytesMax)
      .map(({ slot, active, bytes }) => ({
        what: `The replication slot ${slot} ${active ? 'is behind' : 'has no standby'} and keeps ${Math.round(bytes / 2 ** 20)} MB of log`,
        why: 'The log grows until the disk is full',
        remedy: `Bring the standby back, or drop the slot (select pg_drop_replication_slot('${slot}'))`,
      })),
    ...archive.map(({ failed }) => ({
      what: `archive_command fails for ${failed}`,
      why: 'Nothing since then can be restored, and the log grows until the disk is full',
      remedy: "Read PostgreSQL's log for its error; docs/operations/restore.md",
    })),
  ];
}
