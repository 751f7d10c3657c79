import { expect } from '@jest/globals';
import { accessEntities, createApiKey, migrateAccess, scopes, type Scope } from '@florin/access';
import { connect, type Database } from '@florin/database';
import { auditLedger, createTenant, ledgerEntities, migrateLedger, type AuditFinding } from '@florin/ledger';
import { Florin, type FlorinOptions } from '@florin/sdk';
import { createTestDatabase, startApp, type StartedApp } from '@florin/testing';

export type Tenant = { tenantId: string; apiKey: string };

export type TestBank = Tenant & {
  /** The ledger's database, for queries that no operation answers. */
  database: Database;
  databaseUrl: string;
  apis: StartedApp[];
  /** A client of the API with this index, under the first tenant's key. */
  florin(api?: number, options?: Partial<FlorinOptions>): Florin;
  /** Another key of the first tenant. */
  keyWith(allowed: readonly Scope[]): Promise<string>;
  otherTenant(): Promise<Tenant>;
  /** The findings of the audit; none are expected. */
  audit(): Promise<AuditFinding[]>;
  /** Stops the bank after an audit without findings. */
  close(): Promise<void>;
};

export type BankSettings = {
  /** API processes over the same database. */
  apis?: number;
  /** Over what the apps get anyway, such as REDIS_URLS of private nodes. */
  env?: Record<string, string>;
  /** An empty database of the test's own making; without it one is made, and dropped at the end. */
  databaseUrl?: string;
};

/** A ledger of its own with one tenant, and API processes over them. */
export async function openBank(settings: BankSettings = {}): Promise<TestBank> {
  const stops: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    const bank = await startBank(settings, stops);
    const auditAndClose = async () => {
      const findings = await bank.audit().finally(close);
      expect(findings).toEqual([]);
    };
    return { ...bank, close: auditAndClose };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startBank(
  { apis = 1, env = {}, databaseUrl }: BankSettings,
  stops: (() => Promise<unknown>)[],
): Promise<Omit<TestBank, 'close'>> {
  const url = databaseUrl ?? (await createLedger(stops));
  const database = await connect({
    url,
    entities: [...ledgerEntities, ...accessEntities],
    applicationName: 'api-test',
    statementTimeoutMs: 60_000,
    connectTimeoutMs: 20_000,
    // Tests hold rows and keys while an API waits for them.
    idleInTransactionTimeoutMs: 60_000,
  });
  stops.push(() => database.close());
  if (databaseUrl) await migrate(database);
  const tenant = await newTenant(database);
  const starts = Array.from({ length: apis }, () => startApp('api', { DATABASE_URL: url, ...env }));
  for (const start of starts) stops.push(() => start.then((app) => app.stop()).catch(() => undefined));
  const started = await Promise.all(starts);
  return {
    ...tenant,
    database,
    databaseUrl: url,
    apis: started,
    florin: (api = 0, options = {}) =>
      new Florin({ apiKey: tenant.apiKey, baseUrl: started[api]!.url, ...options }),
    keyWith: async (allowed) =>
      (await createApiKey(database, { tenantId: tenant.tenantId, name: 'test', scopes: allowed })).key,
    otherTenant: () => newTenant(database),
    audit: () => auditLedger(database),
  };
}

async function createLedger(stops: (() => Promise<unknown>)[]): Promise<string> {
  const database = await createTestDatabase('api', migrate);
  stops.push(() => database.drop());
  return database.url;
}

async function migrate(database: Database): Promise<void> {
  await migrateLedger(database);
  await migrateAccess(database);
}

async function newTenant(database: Database): Promise<Tenant> {
  const { id: tenantId } = await createTenant(database, { name: 'Test' });
  const { key: apiKey } = await createApiKey(database, { tenantId, name: 'test', scopes });
  return { tenantId, apiKey };
}
