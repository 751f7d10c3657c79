import { openAppDatabase, type AppDatabase } from '@florin/testing';
import { migrateFraud } from '../src/migrate.ts';

/** Opens a database for one test file, with the schema of fraud. */
export function openFraudDatabase(): Promise<AppDatabase> {
  return openAppDatabase('fraud', migrateFraud);
}
