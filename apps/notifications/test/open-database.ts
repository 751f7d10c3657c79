import { connect, runParameterized, type Database } from '@florin/database';
import { createTestDatabase } from '@florin/testing';
import { migrateNotifications } from '../src/migrate.ts';

/** A database of a test, with the connections that the app has: a missing grant or policy fails the test. */
export type TestDatabases = {
  /** For background work, which is about all tenants. */
  database: Database;
  /** For requests, each of which is about one tenant. */
  requests: Database;
  /** Runs a statement as the administrator, for what a test prepares and looks up. */
  run<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

/** Creates a database and connects to it as the app's own role. */
export async function openDatabase(): Promise<TestDatabases> {
  const { url, urlOf, drop } = await createTestDatabase('notifications', migrateNotifications);
  const open = (of: string, allTenants: boolean) =>
    connect({ url: of, allTenants, applicationName: 'test', connectTimeoutMs: 20_000 });
  const [database, requests, administrator] = [
    await open(urlOf('notifications'), true),
    await open(urlOf('notifications'), false),
    await open(url, false),
  ];
  return {
    database,
    requests,
    run: (sql, values = []) => administrator.unitOfWork((unit) => runParameterized(unit, sql, values)),
    async close() {
      await Promise.all([database, requests, administrator].map((each) => each.close()));
      await drop();
    },
  };
}
