import type { ServiceContext } from '@florin/service';
import type { Database } from './database.ts';

/** Closes the database with the process, and makes readiness and `florin_source_up` say whether it does its work. */
export function observeDatabase(
  {
    onStop,
    onReadinessCheck,
    onSourceCheck,
  }: Pick<ServiceContext, 'onStop' | 'onReadinessCheck' | 'onSourceCheck'>,
  database: Database,
): void {
  onStop('database', () => database.close());
  onReadinessCheck('database', async () => {
    await database.ping();
    return { ok: true, required: true };
  });
  onSourceCheck('postgres', () => database.ping().then(() => true));
}
