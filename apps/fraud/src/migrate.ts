import type { Database } from '@florin/database';

/** Brings the schema `fraud` up to date; safe when several instances start at once. */
export const migrateFraud = (database: Database): Promise<string[]> =>
  database.migrate({ schema: 'fraud', directory: new URL('../migrations/', import.meta.url) });
