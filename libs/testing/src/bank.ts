import type { Database } from '@florin/database';
import { appNames, freePorts, type AppName } from '@florin/processes';
import { startApp } from './app.ts';
import type { StartedApp } from './app.ts';
import { startKafka } from './private-services.ts';
import type { PrivateKafka } from './private-services.ts';
import type { Tenant } from './open-tenant.ts';
import { createTestDatabase } from './test-database.ts';

export type BankOptions = {
  /** The apps to start; all by default. */
  apps?: readonly AppName[];
  /** Overrides the apps' environment: REDIS_URLS of private nodes, limits, webhook settings. */
  env?: Record<string, string>;
  /** An empty database that the caller owns; without it one is created, and dropped at the end. */
  databaseUrl?: string;
};

export type Bank = {
  /** The API's base URL. */
  url: string;
  /** A key of the tenant that allows everything. */
  apiKey: string;
  tenantId: string;
  databaseUrl: string;
  kafka: PrivateKafka;
  app(name: AppName): StartedApp;
  stop(): Promise<void>;
};

/** Brings the schemas of the API up to date. */
export async function migrateBank(database: Database): Promise<void> {
  await (await loadLedger()).migrate(database);
}

/** Migrates the database and creates a tenant in it. */
export async function openTenant(databaseUrl: string): Promise<Tenant> {
  return (await loadLedger()).openTenant(databaseUrl);
}

/** Most tests need no ledger, and loading it takes a third of a second in each test file. */
const loadLedger = () => import('./open-tenant.ts');

/**
 * Starts the whole bank as its users meet it, with a database and a broker of its own: topics and consumer groups have
 * fixed names, so two banks on one broker would consume each other's events. It shares the tests' Redis, because account
 * ids are unique. Takes about 15 s.
 */
export async function startBank({ apps = appNames, env = {}, databaseUrl }: BankOptions = {}): Promise<Bank> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const kafkaStarts = startKafka();
    stops.push(() => kafkaStarts.then(({ stop }) => stop()).catch(() => undefined));
    const own = databaseUrl === undefined ? await createTestDatabase('bank', migrateBank) : undefined;
    if (own) stops.push(own.drop);
    const ownUrl = own?.url ?? databaseUrl!;
    const kafka = await kafkaStarts;
    const { tenantId, apiKey, fraudApiKeys } = await openTenant(ownUrl);
    const settings = {
      DATABASE_URL: ownUrl,
      KAFKA_BROKERS: kafka.broker,
      FLORIN_API_KEYS: fraudApiKeys,
      ...env,
    };
    const app = await startApps(apps, () => settings, stops);
    const url = apps.includes('api') ? app('api').url : '';
    return { url, apiKey, tenantId, databaseUrl: ownUrl, kafka, app, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts apps that know each other's addresses. `stops` gets what ends them, also when one of them does not start. */
export async function startApps(
  names: readonly AppName[],
  settingsOf: (name: AppName) => Record<string, string>,
  stops: (() => Promise<unknown>)[],
): Promise<Bank['app']> {
  const ports = await freePorts(names.length);
  const portOf = (name: AppName) => String(ports[names.indexOf(name)] ?? 1);
  const addresses = {
    FLORIN_API_URL: `http://127.0.0.1:${portOf('api')}`,
    FRAUD_URL: `http://127.0.0.1:${portOf('fraud')}`,
    NOTIFICATIONS_URL: `http://127.0.0.1:${portOf('notifications')}`,
    ANALYTICS_URL: `http://127.0.0.1:${portOf('analytics')}`,
  };
  const started = new Map<AppName, StartedApp>();
  const starts = names.map(async (name) => {
    started.set(name, await startApp(name, { ...addresses, ...settingsOf(name), PORT: portOf(name) }));
  });
  const outcomes = await Promise.allSettled(starts);
  stops.push(() => Promise.all([...started.values()].map((app) => app.stop())));
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  return (name) => found(started.get(name), name);
}

function found(app: StartedApp | undefined, name: AppName): StartedApp {
  if (!app) throw new Error(`This bank was started without ${name}.`);
  return app;
}
