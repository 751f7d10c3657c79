import type { Logger, Metrics } from '@florin/service';
import type { Database } from './database.ts';

/**
 * Shows what PostgreSQL counts about itself. One kind of process shows it for all, and its role needs no rights for it: other
 * statistics (statements, replicas) belong to an exporter with the role pg_monitor. Values that only grow start again at 0
 * when PostgreSQL resets its statistics.
 */
export function observeServer(metrics: Metrics, logger: Logger, database: Pick<Database, 'query'>): void {
  let reading: Promise<Row> | undefined;
  const read = () => (reading ??= readRow(database).finally(() => (reading = undefined)));
  for (const [name, help, value] of gauges) {
    metrics.gauge(name, help, [], async (gauge) => {
      try {
        gauge.set(value(await read()));
      } catch (error) {
        // The other metrics must stay readable while the database is unavailable.
        logger.debug({ err: error }, 'the statistics of PostgreSQL cannot be read');
        gauge.remove();
      }
    });
  }
}

type Row = Record<
  | 'commits'
  | 'rollbacks'
  | 'deadlocks'
  | 'read'
  | 'hit'
  | 'connections'
  | 'connections_max'
  | 'size'
  | 'wal'
  | 'lock_waits'
  | 'temporary',
  number
>;

const gauges: [name: string, help: string, value: (row: Row) => number][] = [
  ['florin_postgres_commits', 'Transactions that were committed; it grows.', ({ commits }) => commits],
  [
    'florin_postgres_rollbacks',
    'Transactions that were rolled back; it grows.',
    ({ rollbacks }) => rollbacks,
  ],
  ['florin_postgres_deadlocks', 'Deadlocks; it grows.', ({ deadlocks }) => deadlocks],
  ['florin_postgres_blocks_read', 'Blocks that were not in the buffers; it grows.', ({ read }) => read],
  ['florin_postgres_blocks_hit', 'Blocks that were in the buffers; it grows.', ({ hit }) => hit],
  ['florin_postgres_temporary_bytes', 'Bytes in temporary files; it grows.', ({ temporary }) => temporary],
  ['florin_postgres_connections', 'Sessions of the database.', ({ connections }) => connections],
  [
    'florin_postgres_connections_max',
    'The largest number of sessions of the server.',
    (row) => row.connections_max,
  ],
  ['florin_postgres_size_bytes', 'The size of the database on disk.', ({ size }) => size],
  ['florin_postgres_wal_bytes', 'The position in the write-ahead log; it grows.', ({ wal }) => wal],
  [
    'florin_postgres_lock_waits',
    'Locks that a session waits for, on rows, tables or anything else.',
    (row) => row.lock_waits,
  ],
];

const statistics = `
  select xact_commit::float8 as commits, xact_rollback::float8 as rollbacks, deadlocks::float8 as deadlocks,
    blks_read::float8 as read, blks_hit::float8 as hit, temp_bytes::float8 as temporary,
    numbackends::float8 as connections, current_setting('max_connections')::float8 as connections_max,
    pg_database_size(datname)::float8 as size,
    (case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end - '0/0')::float8 as wal,
    (select count(*) from pg_locks where not granted)::float8 as lock_waits
  from pg_stat_database where datname = current_database()`;

async function readRow(database: Pick<Database, 'query'>): Promise<Row> {
  const [row] = await database.query<Row>(statistics, []);
  if (row === undefined) throw new Error('PostgreSQL has no statistics of this database');
  return row;
}
