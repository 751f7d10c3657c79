import type { ServiceContext } from '@florin/service';
import type { Database } from './database.ts';
import { observeClock } from './observe-clock.ts';
import { observePool } from './observe-pools.ts';
import { WritesFail } from './write-probe.ts';

/**
 * Closes the database when the process stops, and reports in readiness and `florin_source_up` whether the database accepts
 * writes and whether its clock agrees with the clock of the process. Shows the use of its pool.
 */
export function observeDatabase(
  context: Pick<ServiceContext, 'logger' | 'metrics' | 'onStop' | 'onReadinessCheck' | 'onDependencyCheck'>,
  database: Database,
): void {
  const { logger, onStop, onReadinessCheck, onDependencyCheck } = context;
  onStop('database', () => database.close());
  onReadinessCheck('database', async () => {
    try {
      await database.checkWrites();
      return { ok: true, required: true };
    } catch (error) {
      if (!(error instanceof WritesFail)) throw error;
      logger.warn({ err: error }, 'the database answers and takes no writes');
      return { ok: false, detail: 'takes no writes', required: true };
    }
  });
  observeClock(context, database);
  observePool(context.metrics, 'work', database);
  onDependencyCheck('postgres', () => database.checkWrites().then(() => true));
}
