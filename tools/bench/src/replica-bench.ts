import { accessEntities, createApiKey, scopes } from '@florin/access';
import { connect, derivedUrlOfRole, withSession } from '@florin/database';
import { createTenant, ledgerEntities } from '@florin/ledger';
import { Florin } from '@florin/sdk';
import { itemAt, migrateBank, startPostgres, startRedisNodes, startStandby } from '@florin/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startServer, type Server } from './bank-under-test.ts';
import { cpuTimeMs } from './load/cpu-time.ts';

/*
 * `npm run bench -- replica` writes and reads in pairs through two APIs with a replica, half of them while the replay of the
 * replica is paused and resumed. No read may miss what was written. It prints which share of the reads the replica served,
 * and the primary's CPU time of a read with and without it.
 */

const { values: options } = parseArgs({
  options: {
    pairs: { type: 'string', default: '100000' },
    clients: { type: 'string', default: '32' },
  },
  allowPositionals: true,
});
const pairs = Number(options.pairs);
const clientCount = Number(options.clients);
const shareMin = 0.8;

type Client = { florin: Florin; accountId: string };

const [primary, redis] = await Promise.all([startPostgres(), startRedisNodes(3)]);
const stops: (() => Promise<unknown>)[] = [primary, ...redis].map((program) => () => program.stop());
try {
  const replica = await startStandby(primary, 'bench_replica');
  stops.unshift(() => replica.stop());
  const apiKey = await prepareLedger();
  const services = { DATABASE_URL: primary.url, REDIS_URLS: redis.map(({ url }) => url).join(',') };
  const start = (label: string, env = {}) => startServer('api', label, services, { env });
  const replicas = { DATABASE_REPLICA_URLS: derivedUrlOfRole(replica.url, 'api') };

  const alone = [await start('alone-1'), await start('alone-2')];
  const without = await measureReads(await openClients(alone, apiKey), pairs / 5);
  for (const { program } of alone) await program.stop();
  console.log(`without a replica: ${without.toFixed(3)} ms of the primary's CPU a read`);

  const apis = [await start('replica-1', replicas), await start('replica-2', replicas)];
  stops.unshift(() => Promise.all(apis.map(({ program }) => program.stop())));
  const clients = await openClients(apis, apiKey);
  await sleep(1_000);
  const before = await readsOf(apis);
  const withReplica = await measureReads(clients, pairs / 5);
  console.log(`with a replica: ${withReplica.toFixed(3)} ms; ${shareText(before, await readsOf(apis))}`);

  const quiet = await readsOf(apis);
  const staleQuiet = await runPairs(clients, pairs / 2);
  const afterQuiet = await readsOf(apis);
  console.log(`${pairs / 2} pairs: ${staleQuiet} stale; ${shareText(quiet, afterQuiet)}`);

  const toggling = toggleReplay(replica.url);
  const staleToggled = await runPairs(clients, pairs / 2);
  await toggling.stop();
  const toggled = shareText(afterQuiet, await readsOf(apis));
  console.log(`${pairs / 2} pairs with paused replay: ${staleToggled} stale; ${toggled}`);

  const isReached = staleQuiet + staleToggled === 0 && shareOf(quiet, afterQuiet) >= shareMin;
  console.log(isReached ? 'reached' : `NOT reached: no stale read, and ${shareMin * 100} % by the replica`);
  process.exitCode = isReached ? 0 : 1;
} finally {
  for (const stop of stops) await stop();
}

async function prepareLedger(): Promise<string> {
  const database = await connect({
    url: primary.url,
    ownerUrl: derivedUrlOfRole(primary.url, 'owner'),
    entities: [...ledgerEntities, ...accessEntities],
    applicationName: 'bench',
  });
  try {
    await migrateBank(database);
    const { id: tenantId } = await createTenant(database, { name: 'Bench' });
    return (await createApiKey(database, { tenantId, name: 'bench', scopes })).key;
  } finally {
    await database.close();
  }
}

/** Clients with an account each, whose requests go to the APIs in turn, as a balancer sends them. */
function openClients(apis: readonly Server[], apiKey: string): Promise<Client[]> {
  const urls = apis.map(({ port }) => `http://127.0.0.1:${port}`);
  const base = itemAt(urls, 0);
  let turn = 0;
  const open = async () => {
    const florin = new Florin({
      ...{ baseUrl: base, apiKey, maxRetries: 10 },
      fetch: (input, init) => {
        turn += 1;
        const url = input instanceof Request ? input.url : String(input);
        return fetch(url.replace(base, itemAt(urls, turn % urls.length)), init);
      },
    });
    const { id: accountId } = await florin.accounts.create({ initial_balance: 1_000 });
    return { florin, accountId };
  };
  return Promise.all(Array.from({ length: clientCount }, open));
}

/** Prints a line for each tenth of the pairs. */
function progress(done: number, all: number): void {
  if (done % Math.ceil(all / 10) === 0) console.log(`  ${done} of ${all} pairs`);
}

/** Runs `work` for each number below `count`, one at a time for each client. */
async function spread(
  clients: readonly Client[],
  count: number,
  work: (client: Client, n: number) => Promise<void>,
) {
  let next = 0;
  const running = clients.map(async (client) => {
    while (next < count) await work(client, next++);
  });
  await Promise.all(running);
}

/** Reads only. Returns the primary's CPU time of a read in ms. */
async function measureReads(clients: readonly Client[], count: number): Promise<number> {
  const read = async ({ florin, accountId }: Client) => {
    await florin.accounts.transactions(accountId, { limit: 20 });
  };
  await spread(clients, count / 10, read);
  const begin = cpuTimeMs([primary.pid()]);
  await spread(clients, count, read);
  return (cpuTimeMs([primary.pid()]) - begin) / count;
}

/** Each pair writes and reads it. Returns the number of reads that missed it. */
async function runPairs(clients: readonly Client[], count: number): Promise<number> {
  let stale = 0;
  await spread(clients, count, async (client, n) => {
    const { florin, accountId } = client;
    const { id } = await florin.transactions.credit({ account_id: accountId, amount: 1 });
    if (!(await sees(client, id, n))) stale += 1;
    progress(n + 1, count);
  });
  return stale;
}

async function sees({ florin, accountId }: Client, id: string, n: number): Promise<boolean> {
  if (n % 4 === 0)
    return (await florin.transactions.list({ account_id: accountId, limit: 1 })).data[0]?.id === id;
  if (n % 4 === 1) return (await florin.transactions.get(id)).id === id;
  if (n % 4 === 2) {
    const from = new Date(Date.now() - 10_000).toISOString();
    return (await florin.accounts.statementCsv(accountId, { from })).includes(id);
  }
  return (await florin.accounts.transactions(accountId, { limit: 1 })).data[0]?.transaction_id === id;
}

/** Pauses and resumes the replay of the replica in turns, for up to a third of a second each. */
function toggleReplay(url: string) {
  let stopping = false;
  const running = withSession(url, async (run) => {
    while (!stopping) {
      await run('select pg_wal_replay_pause()');
      await sleep(Math.random() * 300);
      await run('select pg_wal_replay_resume()');
      await sleep(Math.random() * 300);
    }
  });
  return {
    stop: async () => {
      stopping = true;
      await running;
    },
  };
}

type Reads = Record<string, number>;

/** The reads so far by where they ran and why, over both APIs. */
async function readsOf(apis: readonly Server[]): Promise<Reads> {
  // Metrics are computed at most once a second.
  await sleep(1_100);
  const reads: Reads = {};
  for (const { metricsPort } of apis) {
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    const samples = text.matchAll(
      /^florin_replica_reads_total\{served_by="(\w+)",reason="(\w+)".*\} (\d+)$/gm,
    );
    for (const [, by = '', reason = '', count = ''] of samples)
      reads[`${by} ${reason}`] = (reads[`${by} ${reason}`] ?? 0) + Number(count);
  }
  return reads;
}

function between(before: Reads, after: Reads): [string, number][] {
  return Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]);
}

function shareOf(before: Reads, after: Reads): number {
  const counts = between(before, after);
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  return (counts.find(([name]) => name === 'replica current')?.[1] ?? 0) / all;
}

function shareText(before: Reads, after: Reads): string {
  const counts = between(before, after).filter(([, count]) => count > 0);
  const share = (shareOf(before, after) * 100).toFixed(1);
  return `${share} % by the replica (${counts.map(([name, count]) => `${name} ${count}`).join(', ')})`;
}
