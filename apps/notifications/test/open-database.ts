import { openAppDatabase, type AppDatabase } from '@florin/testing';
import { migrateNotifications } from '../src/migrate.ts';

/** Opens a database for one test file, with the schema of notifications. */
export function openDatabase(): Promise<AppDatabase> {
  return openAppDatabase('notifications', migrateNotifications);
}
