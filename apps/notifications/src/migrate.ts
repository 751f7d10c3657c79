import type { Database } from '@florin/database';

/** Migrates the schema `notifications`. Several instances may start at the same time. */
export const migrateNotifications = (database: Database): Promise<string[]> =>
  database.migrate({ schema: 'notifications', directory: new URL('../migrations/', import.meta.url) });
