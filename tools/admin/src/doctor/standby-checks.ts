import { connect, isUnavailable, type Database } from '@florin/database';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotChecked, rowsOf, type Bank, type Check, type Problem } from './check.ts';

type Standby = { name: string; sync: string | null; lag: number | null };

/** Standbys that are missing, not synchronous, or behind. */
export const standbySynchronous: Check = async (bank) => {
  const [row] = await rowsOf<{ names: string }>(
    bank,
    `select current_setting('synchronous_standby_names') as names`,
  );
  const names = row?.names ?? '';
  if (!bank.isProduction && names === '') return [];
  const standbys = await rowsOf<Standby>(
    bank,
    `select application_name as name, sync_state as sync, extract(epoch from replay_lag)::float8 as lag
     from pg_stat_replication`,
  );
  // PostgreSQL shows the columns only to roles with pg_monitor.
  if (standbys.some(({ sync }) => sync === null) && names !== '')
    throw new NotChecked(
      'The state of the standbys is shown only to a role with pg_monitor: grant it to florin_owner',
    );
  return [...synchronousProblems(names, standbys), ...laggingProblems(bank, standbys)];
};

function synchronousProblems(names: string, standbys: Standby[]): Problem[] {
  if (names === '')
    return [
      {
        what: 'synchronous_standby_names is empty',
        why: 'A lost primary loses what it has acknowledged last',
        remedy: 'Make a standby synchronous; docs/operations/high-availability.md',
      },
    ];
  if (standbys.some(({ sync }) => sync === 'sync' || sync === 'quorum')) return [];
  return [
    {
      what: `No standby of ${names} is connected and synchronous`,
      why: 'Commits wait for it, and every write gets 503',
      remedy: 'Start a standby with one of these names; docs/operations/high-availability.md',
    },
  ];
}

function laggingProblems({ settings }: Bank, standbys: Standby[]): Problem[] {
  const lagSecondsMax = (settings.REPLICA_MAX_LAG_MS ?? 1_000) / 1_000;
  return standbys
    .filter(({ lag }) => (lag ?? 0) > lagSecondsMax)
    .map(({ name, lag }) => ({
      what: `The standby ${name} is ${lag?.toFixed(1)} s behind`,
      why: 'The primary serves its reads, and a promotion takes as much longer',
      remedy: 'Look for a long query or a full disk there',
    }));
}

/** Replicas for reads that are away, behind, or no replicas of this bank. */
export const replicasServing: Check = async (bank) => {
  const { DATABASE_REPLICA_URLS: urls = [], REPLICA_MAX_LAG_MS: lagMsMax = 1_000 } = bank.settings;
  const problems = await Promise.all(
    urls.map(async (url) => {
      const replica = await connect({ url, applicationName: 'doctor', poolSize: 1, connectTimeoutMs: 3_000 });
      try {
        return await replicaProblems(bank, replica, lagMsMax);
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        return [
          ['does not answer', 'The primary serves its reads', 'See that it runs, and DATABASE_REPLICA_URLS'],
        ];
      } finally {
        await replica.close();
      }
    }),
  );
  return problems.flatMap((each, index) =>
    each.map(([what = '', why = '', remedy = '']) => ({ what: `Replica ${index + 1} ${what}`, why, remedy })),
  );
};

const systemOf = `select pg_is_in_recovery() as standby, (select system_identifier from pg_control_system())::text as system,
  current_setting('hot_standby_feedback') as feedback`;

async function replicaProblems(bank: Bank, replica: Database, lagMsMax: number): Promise<string[][]> {
  type Facts = { standby: boolean; system: string; feedback: string };
  const [own] = await rowsOf<Facts>(bank, systemOf);
  const [its] = await replica.query<Facts>(systemOf, []);
  if (its?.standby !== true)
    return [['is no standby', 'Its data stay as they are', 'Name a standby in DATABASE_REPLICA_URLS']];
  if (its.system !== own?.system)
    return [['is a replica of another server', 'It never serves a read', 'Name a standby of this server']];
  const problems = [];
  if (its.feedback !== 'on')
    problems.push([
      'has hot_standby_feedback = off',
      'Long reads are cancelled there and repeated at the primary',
      'Set hot_standby_feedback to on',
    ]);
  if (!(await hasReplayed(bank, replica, lagMsMax)))
    problems.push([
      `is more than ${lagMsMax} ms behind`,
      'The primary serves its reads',
      'Look for a long query, a paused replay or a full disk there',
    ]);
  return problems;
}

/** Whether it has, within the time, everything that the primary has written by now. */
async function hasReplayed(bank: Bank, replica: Database, withinMs: number): Promise<boolean> {
  const [now] = await rowsOf<{ lsn: string }>(bank, 'select pg_current_wal_lsn()::text as lsn');
  const until = performance.now() + withinMs;
  for (;;) {
    const [row] = await replica.query<{ there: boolean }>(
      'select pg_last_wal_replay_lsn() >= $1::pg_lsn as there',
      [now?.lsn],
    );
    if (row?.there === true) return true;
    if (performance.now() > until) return false;
    await sleep(20);
  }
}
