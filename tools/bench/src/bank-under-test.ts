import { accessEntities, createApiKey, scopes } from '@florin/access';
import { connect, runParameterized, type Database } from '@florin/database';
import { createTenant, ledgerEntities } from '@florin/ledger';
import {
  appNames,
  describeApp,
  freePort,
  freePorts,
  fromRoot,
  migrateBank,
  startProgram,
  type AppName,
  type RunningProgram,
} from '@florin/local-stack';
import { Florin } from '@florin/sdk';
import { startKafka, startPostgres, startRedisNodes } from '@florin/testing';
import { join } from 'node:path';

export type Server = { port: number; program: RunningProgram };

/** Private services, a tenant with its accounts, and whatever servers the cases start over them. */
export type BankUnderTest = {
  apiKey: string;
  database: Database;
  /** An empty database on the same PostgreSQL, for the yardstick. */
  yardstickUrl: string;
  /** PostgreSQL and Redis: what their CPU time is counted by. */
  servicePids: number[];
  accountIds: string[];
  hotAccountId: string;
  startApi(name: string, env?: Record<string, string>): Promise<Server>;
  startEmptyDoor(): Promise<Server>;
  /** Kafka, the worker and the consumers, over the same database. */
  startDownstream(): Promise<void>;
  stop(): Promise<void>;
};

const internalToken = 'internal-token-of-the-bench-0123456789abcdef';
const accountCount = 1_000;
const startingBalance = 1_000_000_000;

export async function openBank(say: (line: string) => void): Promise<BankUnderTest> {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedisNodes(3)]);
  say('PostgreSQL (fsync and synchronous_commit on) and three Redis are up');
  const database = await connect({
    url: postgres.url,
    entities: [...ledgerEntities, ...accessEntities],
    applicationName: 'bench',
    statementTimeoutMs: 120_000,
  });
  await migrateBank(database);
  const { id: tenantId } = await createTenant(database, { name: 'Bench' });
  const { key: apiKey } = await createApiKey(database, { tenantId, name: 'bench', scopes });
  await database.read((em) => runParameterized(em, 'create database yardstick', []));

  const services = { DATABASE_URL: postgres.url, REDIS_URLS: redis.map(({ url }) => url).join(',') };
  const stops: (() => Promise<unknown>)[] = [];
  const start = async (name: AppName, label: string, more: StartOptions = {}): Promise<Server> => {
    const server = await startServer(name, label, services, more);
    stops.push(() => server.program.stop());
    return server;
  };
  const startApi = (label: string, env?: Record<string, string>) => start('api', label, { env });
  const accountIds = await openAccounts(await startApi('opening'), apiKey, accountCount + 1);
  await stops.pop()!();
  say(`${accountIds.length} accounts are open`);

  return {
    apiKey,
    database,
    yardstickUrl: Object.assign(new URL(postgres.url), { pathname: '/yardstick' }).href,
    servicePids: [postgres.pid(), ...redis.map(({ pid }) => pid())],
    hotAccountId: accountIds.pop()!,
    accountIds,
    startApi,
    startEmptyDoor: () =>
      start('api', 'empty-door', { entryPoint: fromRoot('tools', 'bench', 'src', 'empty-door.ts') }),
    async startDownstream() {
      const kafka = await startKafka();
      stops.push(() => kafka.stop());
      const others = appNames.filter((name) => name !== 'api');
      await Promise.all(
        others.map((name) => start(name, name, { services: { KAFKA_BROKERS: kafka.broker } })),
      );
    },
    async stop() {
      for (const stop of stops.splice(0).reverse()) await stop();
      await database.close();
      await Promise.all([postgres, ...redis].map((program) => program.stop()));
    },
  };
}

type StartOptions = {
  env?: Record<string, string>;
  services?: { KAFKA_BROKERS: string };
  entryPoint?: string;
};

/** An app, or another entry point with its settings, over services that run; its log is under `.local/bench`. */
export async function startServer(
  name: AppName,
  label: string,
  services: { DATABASE_URL: string; REDIS_URLS: string },
  { env, services: more, entryPoint }: StartOptions,
): Promise<Server> {
  const port = await freePort();
  const nobody = await freePorts(appNames.length);
  const description = describeApp({
    name,
    port,
    logFile: join(fromRoot('.local', 'bench'), `${label.replaceAll(' ', '-')}.log`),
    services: { KAFKA_BROKERS: '127.0.0.1:1', ...services, ...more },
    internalToken,
    appPorts: Object.fromEntries(appNames.map((each, index) => [each, nobody[index]!])) as Record<
      AppName,
      number
    >,
    ...(env ? { env } : {}),
  });
  if (entryPoint !== undefined) description.args = [entryPoint];
  return { port, program: await startProgram(description) };
}

async function openAccounts({ port }: Server, apiKey: string, count: number): Promise<string[]> {
  const florin = new Florin({ baseUrl: `http://127.0.0.1:${port}`, apiKey });
  const ids: string[] = [];
  const open = async () => {
    while (ids.length < count) {
      const index = ids.push('') - 1;
      ids[index] = (await florin.accounts.create({ initial_balance: startingBalance })).id;
    }
  };
  await Promise.all(Array.from({ length: 16 }, open));
  return ids;
}
