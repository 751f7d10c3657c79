import type { ServiceContext } from '@florin/service';
import type { Database } from './database.ts';
import { WritesFail } from './write-probe.ts';

/** Closes the database with the process, and makes readiness and `florin_source_up` say whether it does its work. */
export function observeDatabase(
  {
    logger,
    onStop,
    onReadinessCheck,
    onSourceCheck,
  }: Pick<ServiceContext, 'logger' | 'onStop' | 'onReadinessCheck' | 'onSourceCheck'>,
  database: Database,
): void {
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
  onSourceCheck('postgres', () => database.checkWrites().then(() => true));
}
