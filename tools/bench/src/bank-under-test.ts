import { accessEntities, createApiKey, scopes } from '@florin/access';
import { connect, idFromUuid, runParameterized, type Database } from '@florin/database';
import { auditBooks, createTenant, ledgerEntities } from '@florin/ledger';
import {
  describeApp,
  freePort,
  fromRoot,
  migrateBank,
  startProgram,
  type RunningProgram,
} from '@florin/local-stack';
import { Florin } from '@florin/sdk';
import { startPostgres, startRedisNodes } from '@florin/testing';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadResult } from './load-generator.ts';

export type Server = { name: string; url: string; program: RunningProgram };

/** Services of its own, three servers over them, and a tenant with its accounts. */
export type BankUnderTest = {
  apiKey: string;
  database: Database;
  servers: { emptyDoor: Server; batches: Server; batchesOfOne: Server };
  accountIds: string[];
  hotAccountId: string;
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

  const services = { DATABASE_URL: postgres.url, REDIS_URLS: redis.map(({ url }) => url).join(',') };
  const emptyDoor = await startServer(
    'empty door',
    services,
    {},
    fromRoot('tools', 'bench', 'src', 'empty-door.ts'),
  );
  // On a busy machine a request may wait long; here it is measured, not refused.
  const patient = { POSTING_ANSWER_WITHIN_MS: '30000' };
  const batches = await startServer('batches', services, patient);
  // Many units of work at once, or a commit each would leave the disk idle between them.
  const one = {
    ...patient,
    POSTING_BATCH_SIZE: '1',
    POSTING_BATCHES_IN_FLIGHT: '20',
    DATABASE_POOL_SIZE: '20',
  };
  const batchesOfOne = await startServer('batches of one', services, one);
  say('the empty door, the API and the API with batches of one are up');

  const accountIds = await openAccounts(batches.url, apiKey, accountCount + 1);
  say(`${accountIds.length} accounts are open`);
  const servers = { emptyDoor, batches, batchesOfOne };
  return {
    apiKey,
    database,
    servers,
    hotAccountId: accountIds.pop()!,
    accountIds,
    async stop() {
      await Promise.all(Object.values(servers).map(({ program }) => program.stop()));
      await database.close();
      await Promise.all([postgres, ...redis].map((program) => program.stop()));
    },
  };
}

export async function startServer(
  name: string,
  services: { DATABASE_URL: string; REDIS_URLS: string },
  env: Record<string, string>,
  entryPoint?: string,
): Promise<Server> {
  const port = await freePort();
  const nobody = { api: 1, worker: 1, fraud: 1, notifications: 1, analytics: 1 };
  const description = describeApp({
    name: 'api',
    port,
    logFile: join(fromRoot('.local', 'bench'), `${name.replaceAll(' ', '-')}.log`),
    services: { ...services, KAFKA_BROKERS: '127.0.0.1:1' },
    internalToken,
    appPorts: nobody,
    env,
  });
  if (entryPoint !== undefined) description.args = [entryPoint];
  return { name, url: `http://127.0.0.1:${port}`, program: await startProgram(description) };
}

async function openAccounts(baseUrl: string, apiKey: string, count: number): Promise<string[]> {
  const florin = new Florin({ baseUrl, apiKey });
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

/** Throws unless every balance has changed by exactly what was acknowledged, and the books balance. */
export async function checkBooks(
  { database }: BankUnderTest,
  before: Map<string, number>,
  result: LoadResult,
): Promise<void> {
  const unknown = Object.keys(result.others).filter((outcome) => !/^4/.test(outcome));
  if (unknown.length > 0)
    throw new Error(`requests without a clear answer: ${JSON.stringify(result.others)}`);
  const after = await balances(database);
  for (const [accountId, balance] of before) {
    const expected = balance + (result.acknowledgedByAccount.get(accountId) ?? 0);
    if (after.get(accountId) !== expected) {
      throw new Error(`${accountId} has ${after.get(accountId)}, acknowledged were ${expected}`);
    }
  }
  const findings = await auditBooks(database);
  if (findings.length > 0) throw new Error(`the books do not balance: ${JSON.stringify(findings[0])}`);
}

export async function balances(database: Database): Promise<Map<string, number>> {
  const sql = `select id::text, balance from ledger.accounts where kind = 'customer'`;
  const rows = await database.read((em) => runParameterized<{ id: string; balance: string }>(em, sql, []));
  return new Map(rows.map(({ id, balance }) => [idFromUuid('acct', id), Number(balance)]));
}

/** Resident memory of a process, in MB (10^6 bytes). */
export function residentMb({ program }: Server): number {
  const status = readFileSync(`/proc/${program.pid}/status`, 'utf8');
  return (Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024) / 1e6;
}
