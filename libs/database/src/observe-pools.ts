import { pause, type Metrics } from '@florin/service';
import type { Database } from './database.ts';

/** A scrape takes at most a second. */
const waitingForMs = 100;

type Observed = Pick<Database, 'connections'>;

/** The pools of each process's metrics: a gauge is created once, and shows all of them. */
const poolsOf = new WeakMap<Metrics, Map<string, Observed>>();

/** Shows how many connections of a pool are in use, idle and allowed, and how many uses wait for one. */
export function observePool(metrics: Metrics, pool: string, database: Observed): void {
  const known = poolsOf.get(metrics);
  if (known) known.set(pool, database);
  else showPools(metrics, new Map([[pool, database]]));
}

function showPools(metrics: Metrics, pools: Map<string, Observed>): void {
  poolsOf.set(metrics, pools);
  metrics.gauge(
    'florin_database_connections',
    'Connections to PostgreSQL of a pool, by what they do.',
    ['pool', 'state'],
    async (gauge) => {
      for (const [pool, database] of pools) {
        const { used, idle } = await database.connections();
        gauge.set({ pool, state: 'used' }, used);
        gauge.set({ pool, state: 'idle' }, idle);
      }
    },
  );
  metrics.gauge(
    'florin_database_connections_max',
    'The largest number of connections of a pool.',
    ['pool'],
    async (gauge) => {
      for (const [pool, database] of pools) gauge.set({ pool }, (await database.connections()).max);
    },
  );
  metrics.gauge(
    'florin_database_connections_awaited',
    'Uses of the database that wait for a connection of a pool.',
    ['pool'],
    async (gauge) => {
      const readings = [...pools].map(async ([pool, database]) => ({
        pool,
        waiting: await goOnWaiting(database),
      }));
      for (const { pool, waiting } of await Promise.all(readings)) gauge.set({ pool }, waiting);
    },
  );
}

/** A use also waits for the moment until it gets an idle connection: each scrape has some, for the metrics themselves. */
async function goOnWaiting(database: Observed): Promise<number> {
  const { awaited: before } = await database.connections();
  if (before === 0) return 0;
  await pause(waitingForMs);
  return Math.min(before, (await database.connections()).awaited);
}
