import type { Database } from '@florin/database';

/** Migrates the schema `fraud`. Several instances may start at the same time. */
export const migrateFraud = (database: Database): Promise<string[]> =>
  database.migrate({ schema: 'fraud', directory: new URL('../migrations/', import.meta.url) });
