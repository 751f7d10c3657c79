import type { Database } from '@florin/database';

/** Brings the schema `notifications` up to date; safe when several instances start at once. */
export const migrateNotifications = (database: Database): Promise<string[]> =>
  database.migrate({ schema: 'notifications', directory: new URL('../migrations/', import.meta.url) });
