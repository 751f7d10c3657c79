import type { Database } from '@florin/database';

/** Where the roll-ups are and what their consumer remembers. */
export const analyticsSchema = 'analytics';

/** Brings the schema `analytics` up to date; safe when several instances start at once. */
export const migrateAnalytics = (database: Database): Promise<string[]> =>
  database.migrate({ schema: analyticsSchema, directory: new URL('../migrations/', import.meta.url) });
