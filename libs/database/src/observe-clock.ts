import type { ServiceContext } from '@florin/service';
import { clockOffsetMaxMs, databaseClockAheadMs } from './clock.ts';
import type { Database } from './database.ts';

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
    async (gauge) => gauge.set((await aheadOfDatabaseMs(database)) / 1_000),
  );
  onReadinessCheck('clock', async () => {
    const offset = await aheadOfDatabaseMs(database);
    if (Math.abs(offset) <= clockOffsetMaxMs) return { ok: true, required: false };
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

/** In milliseconds, positive when this process is ahead. Equal clocks give 0 and not -0. */
const aheadOfDatabaseMs = async (database: Pick<Database, 'query'>): Promise<number> =>
  0 - (await databaseClockAheadMs(database));

/** Compares the system clock with the monotonic clock, and so finds changes between two comparisons with PostgreSQL. */
function watchForJumps(onJump: (jumpMs: number) => void): () => Promise<void> {
  const difference = () => Date.now() - performance.now();
  let last = difference();
  const timer = setInterval(() => {
    const now = difference();
    if (Math.abs(now - last) > clockOffsetMaxMs) onJump(Math.round(now - last));
    last = now;
  }, checkEveryMs).unref();
  return async () => clearInterval(timer);
}
