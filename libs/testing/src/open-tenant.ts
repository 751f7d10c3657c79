import { accessEntities, createApiKey, migrateAccess, scopes, type Scope } from '@florin/access';
import { connect, type Database } from '@florin/database';
import { createTenant, ledgerEntities, migrateLedger } from '@florin/ledger';

export async function migrate(database: Database): Promise<void> {
  await migrateLedger(database);
  await migrateAccess(database);
}

export type Tenant = {
  tenantId: string;
  /** Allows everything. */
  apiKey: string;
  /** The fraud app's setting FLORIN_API_KEYS. */
  fraudApiKeys: string;
};

/** Migrates the database and creates a tenant in it. */
export async function openTenant(databaseUrl: string): Promise<Tenant> {
  const database = await connect({
    url: databaseUrl,
    entities: [...ledgerEntities, ...accessEntities],
    applicationName: 'test-tenant',
    connectTimeoutMs: 20_000,
    statementTimeoutMs: 60_000,
  });
  try {
    await migrate(database);
    const { id: tenantId } = await createTenant(database, { name: 'Test' });
    const keyOf = (name: string, allowed: readonly Scope[]) =>
      createApiKey(database, { tenantId, name, scopes: allowed });
    const { key: apiKey } = await keyOf('test', scopes);
    const { key: fraudKey } = await keyOf('fraud app', ['accounts:freeze', 'transactions:read']);
    return { tenantId, apiKey, fraudApiKeys: `${tenantId}=${fraudKey}` };
  } finally {
    await database.close();
  }
}
