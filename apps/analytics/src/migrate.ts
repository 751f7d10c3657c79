import type { Database } from '@florin/database';

/** Brings the schema `analytics` up to date; safe when several instances start at once. */
export const migrateAnalytics = (database: Database): Promise<string[]> =>
  database.migrate({ schema: 'analytics', directory: new URL('../migrations/', import.meta.url) });
