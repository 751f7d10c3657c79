import type { Database, MigrationSource } from '@florin/database';

/** The schema of the roll-ups and of the ids of processed events. */
export const analyticsSchema = 'analytics';

export const analyticsMigrations: MigrationSource = {
  schema: analyticsSchema,
  directory: new URL('../migrations/', import.meta.url),
};

/** Migrates the schema `analytics`. Several instances may start at the same time. */
export const migrateAnalytics = (database: Database): Promise<string[]> =>
  database.migrate(analyticsMigrations);
