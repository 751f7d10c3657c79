import { accessEntities, createApiKey, scopes } from '@florin/access';
import {
  connect,
  derivedSettings,
  derivedUrlOfRole,
  runParameterized,
  type Database,
} from '@florin/database';
import { createTenant, ledgerEntities } from '@florin/ledger';
import {
  appNames,
  describeAllApps,
  describeApp,
  freePort,
  freePorts,
  fromRoot,
  startProgram,
  type AppName,
  type RunningProgram,
} from '@florin/processes';
import { Florin } from '@florin/sdk';
import { migrateBank, startKafka, startPostgres, startRedisNodes, startStandby } from '@florin/testing';
import { join } from 'node:path';
import { postgresVersionOf } from './machine.ts';
import { longTimeouts } from './servers.ts';

export type Server = { port: number; metricsPort: number; program: RunningProgram };

/** Private services, a tenant with its accounts, and the servers that the cases start. */
export type BankUnderTest = {
  apiKey: string;
  database: Database;
  postgresVersion: string;
  /** An empty database on the same PostgreSQL, for the pgbench baseline. */
  baselineUrl: string;
  /** The processes whose CPU time is counted for each service. */
  servicePids: { postgres: number[]; redis: number[] };
  redisUrls: string[];
  accountIds: string[];
  hotAccountId: string;
  /** `entryPoint` is that of another version of the API. */
  startApi(name: string, env?: Record<string, string>, entryPoint?: string): Promise<Server>;
  /** Starts a standby that serves reads, and returns its URL for the API. */
  startReplica(): Promise<string>;
  startNoopServer(): Promise<Server>;
  /** Starts Kafka, the worker and the consumers on the same database. */
  startDownstream(): Promise<void>;
  /** Starts all apps in one process on the same database, without Redis and Kafka. */
  startLight(env?: Record<string, string>): Promise<Server>;
  stop(): Promise<void>;
};

const internalToken = 'internal-token-of-the-bench-0123456789abcdef';
const startingBalance = 1_000_000_000;

export type BankOptions = {
  /** Accounts in addition to the hot one. */
  accounts?: number;
  say: (line: string) => void;
};

/** Stops everything it has started when a start fails, and when the bench receives a signal. */
export async function openBank(options: BankOptions): Promise<BankUnderTest> {
  const stops: Stop[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => (stopping ??= stopAll(stops));
  const end = () => void stop().finally(() => process.exit(130));
  for (const signal of endings) process.once(signal, end);
  try {
    const bank = await openBankOver(options, stops);
    return {
      ...bank,
      async stop() {
        await stop();
        for (const signal of endings) process.off(signal, end);
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Stop = () => Promise<unknown>;
const endings = ['SIGINT', 'SIGTERM'] as const;

async function stopAll(stops: Stop[]): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop();
}

async function openBankOver(
  { accounts = 1_000, say }: BankOptions,
  stops: Stop[],
): Promise<Omit<BankUnderTest, 'stop'>> {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedisNodes(3)]);
  stops.push(() => Promise.all([postgres, ...redis].map((program) => program.stop())));
  say('PostgreSQL (fsync and synchronous_commit on) and three Redis are up');
  const { database, apiKey, postgresVersion } = await prepareLedger(postgres.url);
  stops.push(() => database.close());

  const services = { DATABASE_URL: postgres.url, REDIS_URLS: redis.map(({ url }) => url).join(',') };
  const start = async (name: AppName, label: string, more: StartOptions = {}): Promise<Server> => {
    const server = await startServer(name, label, services, more);
    stops.push(() => server.program.stop());
    return server;
  };
  const startApi: BankUnderTest['startApi'] = (label, env, entryPoint) =>
    start('api', label, { env, entryPoint });
  const opening = await startApi('opening', longTimeouts);
  const accountIds = await openAccounts(opening, apiKey, accounts + 1);
  await opening.program.stop();
  say(`${accountIds.length} accounts are open`);

  return {
    apiKey,
    database,
    postgresVersion,
    baselineUrl: Object.assign(new URL(postgres.url), { pathname: '/baseline' }).href,
    servicePids: { postgres: [postgres.pid()], redis: redis.map(({ pid }) => pid()) },
    redisUrls: redis.map(({ url }) => url),
    hotAccountId: accountIds.pop()!,
    accountIds,
    startApi,
    async startReplica() {
      const replica = await startStandby(postgres, 'bench_replica', { hot_standby_feedback: 'on' });
      stops.push(() => replica.stop());
      return derivedUrlOfRole(replica.url, 'api');
    },
    startNoopServer: () =>
      start('api', 'no-op-server', { entryPoint: fromRoot('tools', 'bench', 'src', 'noop-server.ts') }),
    async startDownstream() {
      const kafka = await startKafka();
      stops.push(() => kafka.stop());
      const others = appNames.filter((name) => name !== 'api');
      await Promise.all(
        others.map((name) => start(name, name, { services: { KAFKA_BROKERS: kafka.broker } })),
      );
    },
    async startLight(env = {}) {
      const server = await startAllApps(postgres.url, env);
      stops.push(() => server.program.stop());
      return server;
    },
  };
}

/** Creates the schemas, a tenant with a key that has all scopes, and an empty database for the pgbench baseline. */
async function prepareLedger(
  url: string,
): Promise<Pick<BankUnderTest, 'database' | 'apiKey' | 'postgresVersion'>> {
  const database = await connect({
    url,
    ownerUrl: derivedUrlOfRole(url, 'owner'),
    entities: [...ledgerEntities, ...accessEntities],
    applicationName: 'bench',
    // The audit at the end reads millions of rows.
    statementTimeoutMs: 600_000,
  });
  await migrateBank(database);
  const { id: tenantId } = await createTenant(database, { name: 'Bench' });
  const { key: apiKey } = await createApiKey(database, { tenantId, name: 'bench', scopes });
  await database.read((em) => runParameterized(em, 'create database baseline', []));
  return { database, apiKey, postgresVersion: await postgresVersionOf(database) };
}

type StartOptions = {
  env?: Record<string, string> | undefined;
  services?: { KAFKA_BROKERS: string };
  entryPoint?: string | undefined;
};

/** Starts an app, or another entry point with the app's settings, on running services. Its log is under `.local/bench`. */
export async function startServer(
  name: AppName,
  label: string,
  services: { DATABASE_URL: string; REDIS_URLS: string },
  { env, services: more, entryPoint }: StartOptions,
): Promise<Server> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const [api = 0, worker = 0, fraud = 0, notifications = 0, analytics = 0] = await freePorts(appNames.length);
  const description = describeApp({
    name,
    port,
    metricsPort,
    logFile: join(fromRoot('.local', 'bench'), `${label.replaceAll(' ', '-')}.log`),
    services: {
      KAFKA_BROKERS: '127.0.0.1:1',
      ...services,
      ...more,
      ...derivedSettings(services.DATABASE_URL, name),
    },
    internalToken,
    appPorts: { api, worker, fraud, notifications, analytics },
    ...(env ? { env } : {}),
  });
  if (entryPoint !== undefined) description.args = [entryPoint];
  return { port, metricsPort, program: await startProgram(description) };
}

/** Starts the light form as `npm start -- --light` runs it. */
async function startAllApps(url: string, env: Record<string, string>): Promise<Server> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const description = describeAllApps({
    ...{ port, metricsPort, internalToken, logFile: join(fromRoot('.local', 'bench'), 'all.log') },
    services: { REDIS_URLS: '', KAFKA_BROKERS: '' },
    urlOf: (name) => derivedUrlOfRole(url, name),
    env: { DATABASE_OWNER_URL: derivedUrlOfRole(url, 'owner'), ...env },
  });
  return { port, metricsPort, program: await startProgram(description) };
}

async function openAccounts({ port }: Server, apiKey: string, count: number): Promise<string[]> {
  const florin = new Florin({ baseUrl: `http://127.0.0.1:${port}`, apiKey, maxRetries: 10 });
  const ids: string[] = [];
  const open = async () => {
    while (ids.length < count) {
      const index = ids.push('') - 1;
      ids[index] = (await florin.accounts.create({ initial_balance: startingBalance })).id;
    }
  };
  await Promise.all(Array.from({ length: 32 }, open));
  return ids;
}
