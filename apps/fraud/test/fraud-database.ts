import { connect, type Database } from '@florin/database';
import { createTestDatabase } from '@florin/testing';
import { migrateFraud } from '../src/migrate.ts';

/** Opens a database for one test file, with the schema of fraud. */
export async function openFraudDatabase(): Promise<{ database: Database; close(): Promise<void> }> {
  const { url, drop } = await createTestDatabase('fraud', migrateFraud);
  const database = await connect({ url, applicationName: 'test', connectTimeoutMs: 20_000 });
  return {
    database,
    async close() {
      await database.close();
      await drop();
    },
  };
}
