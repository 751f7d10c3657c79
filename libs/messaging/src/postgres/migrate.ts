import type { Database } from '@florin/database';

/** Brings the schema `event_log` up to date. Safe when several processes start at the same time. */
export const migrateEventLog = (database: Database): Promise<string[]> =>
  database.migrate({ schema: 'event_log', directory: new URL('../../migrations/', import.meta.url) });
