import type { Database } from '@florin/database';

/** Brings the schema `access` up to date; safe when several processes start at once. */
export function migrateAccess(database: Database): Promise<string[]> {
  return database.migrate({ schema: 'access', directory: new URL('../migrations', import.meta.url) });
}
