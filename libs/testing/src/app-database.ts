import { connect, runParameterized, type Database, type Role } from '@florin/database';
import { createTestDatabase } from './test-database.ts';

/** A database of a test, with the connections that an app has: a missing grant or policy fails the test. */
export type AppDatabase = {
  /** The administrator's URL, for apps that the test starts. */
  url: string;
  /** For background work, which is about all tenants. */
  database: Database;
  /** For requests, each of which is about one tenant. */
  requests: Database;
  /** Runs a statement as the administrator, for what a test prepares and looks up. */
  run<Row>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
};

/** Creates a test database (`createTestDatabase`) and connects to it as the app's own role. */
export async function openAppDatabase(
  role: Role,
  migrate: (database: Database) => Promise<unknown>,
): Promise<AppDatabase> {
  const { url, urlOf, drop } = await createTestDatabase(role, migrate);
  const open = (of: string, allTenants = false) =>
    connect({ url: of, allTenants, applicationName: 'test', connectTimeoutMs: 20_000 });
  const [database, requests, administrator] = [
    await open(urlOf(role), true),
    await open(urlOf(role)),
    await open(url),
  ];
  return {
    ...{ url, database, requests },
    run: (sql, values = []) => administrator.unitOfWork((unit) => runParameterized(unit, sql, values)),
    async close() {
      await Promise.all([database, requests, administrator].map((each) => each.close()));
      await drop();
    },
  };
}
