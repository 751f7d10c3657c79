import type { Database } from '@florin/database';

/** The schema of the roll-ups and of the ids of processed events. */
export const analyticsSchema = 'analytics';

/** Migrates the schema `analytics`. Several instances may start at the same time. */
export const migrateAnalytics = (database: Database): Promise<string[]> =>
  database.migrate({ schema: analyticsSchema, directory: new URL('../migrations/', import.meta.url) });
