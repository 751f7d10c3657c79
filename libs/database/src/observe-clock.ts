import type { ServiceContext } from '@florin/service';
import { clockMs } from './clock.ts';
import type { Database } from './database.ts';

/** A clock that differs by more than this is wrong; synchronised clocks differ by milliseconds. */
const offsetMaxMs = 2_000;
const checkEveryMs = 500;

/**
 * Reports the offset between the clock of this process and PostgreSQL's, which is the clock of the ledger, as a readiness
 * check (`clock`, not required) and as the gauge `florin_clock_offset_seconds`, and counts jumps of the process's clock.
 */
export function observeClock(
  { logger, metrics, onStop, onReadinessCheck }: Observed,
  database: Pick<Database, 'query'>,
): void {
  metrics.gauge(
    'florin_clock_offset_seconds',
    "How far this process's clock is ahead of PostgreSQL's; the round trip's part of it is left out.",
    [],
    async (gauge) => gauge.set((await offsetMs(database)) / 1_000),
  );
  onReadinessCheck('clock', async () => {
    const offset = await offsetMs(database);
    if (Math.abs(offset) <= offsetMaxMs) return { ok: true, required: false };
    const detail = `${(Math.abs(offset) / 1_000).toFixed(1)} s ${offset > 0 ? 'ahead of' : 'behind'} PostgreSQL`;
    return { ok: false, detail, required: false };
  });
  const jumps = metrics.counter(
    'florin_clock_jumps_total',
    "Times that this process's clock was set by over 2 s.",
  );
  onStop(
    'clock',
    watchForJumps((jumpMs) => {
      jumps.inc();
      logger.warn({ jumpMs }, 'the clock of this process was set');
    }),
  );
}

type Observed = Pick<ServiceContext, 'logger' | 'metrics' | 'onStop' | 'onReadinessCheck'>;

/** In milliseconds, positive when this process is ahead: the smallest offset that the round trip allows. */
async function offsetMs(database: Pick<Database, 'query'>): Promise<number> {
  const before = Date.now();
  const [row] = await database.query<{ now: number }>(`select ${clockMs} as now`, []);
  const after = Date.now();
  const now = row?.now ?? NaN;
  if (now < before) return before - now;
  return now > after ? after - now : 0;
}

/** Compares the system clock with the monotonic clock, and so finds changes between two comparisons with PostgreSQL. */
function watchForJumps(onJump: (jumpMs: number) => void): () => Promise<void> {
  const difference = () => Date.now() - performance.now();
  let last = difference();
  const timer = setInterval(() => {
    const now = difference();
    if (Math.abs(now - last) > offsetMaxMs) onJump(Math.round(now - last));
    last = now;
  }, checkEveryMs).unref();
  return async () => clearInterval(timer);
}
