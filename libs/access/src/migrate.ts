import type { Database } from '@florin/database';

/** Migrates the schema `access`. Several processes may call it at the same time. */
export function migrateAccess(database: Database): Promise<string[]> {
  return database.migrate({ schema: 'access', directory: new URL('../migrations', import.meta.url) });
}
