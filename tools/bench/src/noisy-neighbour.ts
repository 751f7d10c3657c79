import { createApiKey, scopes } from '@florin/access';
import { createTenant } from '@florin/ledger';
import { Florin } from '@florin/sdk';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { BankUnderTest, Server } from './bank-under-test.ts';
import { arriveAt, keepBusy } from './load/load.ts';
import type { NeighbourKind, NeighbourLoad, NeighbourResult } from './load/neighbour-load.ts';
import type { LoadResult } from './load/tally.ts';
import { movements, type Target } from './load/workloads.ts';
import { untilNothingWaits } from './measure.ts';
import { measuredOnce, type Goal } from './report/goals.ts';

/** What tenant A does in turn, and over how many connections: about ten times what its share of the API can carry. */
const kinds: readonly { kind: NeighbourKind; title: string; connections: number }[] = [
  { kind: 'singles', title: 'single movements', connections: 640 },
  { kind: 'batches', title: 'batches of 1,000', connections: 25 },
  { kind: 'lists', title: 'lists of 100', connections: 200 },
  { kind: 'wrongKeys', title: 'wrong keys', connections: 200 },
  { kind: 'metrics', title: '/metrics', connections: 50 },
  { kind: 'connections', title: '3,000 connections', connections: 3_000 },
];

/** Tenant B's part of what the API carries. */
const shareOfB = 0.05;
const connectionsOfB = 16;
const accountsOfB = 50;

export type NoisyOptions = { server: Server; durationMs: number; say: (line: string) => void };

/**
 * Measures tenant B, which sends 5 % of what the API carries, alone and then beside tenant A, which takes as much as it
 * gets. Both sides of a ratio are measured one right after the other. Throws if B's balances differ from what was acknowledged.
 */
export async function measureNoisyNeighbour(bank: BankUnderTest, options: NoisyOptions): Promise<Goal[]> {
  const { server, durationMs, say } = options;
  const other = await openOtherTenant(bank, server);
  const ports = [server.port];
  const busy = { ports, connections: 64, durationMs: Math.min(durationMs, 3_000), workload: movements(bank) };
  const { inTime, durationMs: tookMs } = await keepBusy(busy);
  const perSecond = Math.max(10, ((inTime * 1_000) / tookMs) * shareOfB);
  say(`tenant B sends ${perSecond.toFixed(0)} movements a second, 5 % of what the API carries`);

  const measureB = () =>
    arriveAt({ ports, connections: connectionsOfB, durationMs, perSecond, workload: movements(other) });
  const goals: Goal[] = [];
  for (const { kind, title, connections } of kinds) {
    const alone = await measureB();
    const neighbour = startNeighbour({
      kind,
      ...server,
      ...bank,
      connections,
      durationMs: durationMs + 2_000,
    });
    // A's connections are open by then.
    await sleep(1_000);
    const beside = await measureB();
    const { accepted, others } = await neighbour;
    await untilNothingWaits(server);
    const ratio = beside.p99Ms / alone.p99Ms;
    say(
      `B beside ${title}: p99 ${beside.p99Ms.toFixed(1)} ms, alone ${alone.p99Ms.toFixed(1)} ms, ratio ${ratio.toFixed(2)}, ` +
        `refused ${refusedOf(beside)}; A: ${accepted} accepted, others ${JSON.stringify(others)}`,
    );
    goals.push(measuredOnce(`noisy neighbour, ${title}: B's p99 / alone`, ratio, 2));
    goals.push(
      measuredOnce(`noisy neighbour, ${title}: B's refused`, refusedOf(beside) + refusedOf(alone), 0),
    );
  }
  return goals;
}

const refusedOf = ({ others }: LoadResult): number =>
  Object.values(others).reduce((sum, each) => sum + each, 0);

async function openOtherTenant({ database }: BankUnderTest, { port }: Server): Promise<Target> {
  const { id: tenantId } = await createTenant(database, { name: 'Neighbour' });
  const { key: apiKey } = await createApiKey(database, { tenantId, name: 'bench', scopes });
  const florin = new Florin({ baseUrl: `http://127.0.0.1:${port}`, apiKey, maxRetries: 10 });
  const open = async () => (await florin.accounts.create({ initial_balance: 1_000_000 })).id;
  return { apiKey, accountIds: await Promise.all(Array.from({ length: accountsOfB }, open)) };
}

async function startNeighbour(load: NeighbourLoad): Promise<NeighbourResult> {
  const { kind, port, metricsPort, apiKey, accountIds, connections, durationMs } = load;
  const workerData: NeighbourLoad = { kind, port, metricsPort, apiKey, accountIds, connections, durationMs };
  const worker = new Worker(new URL('./load/neighbour-load.ts', import.meta.url), { workerData });
  const [result] = (await once(worker, 'message')) as [NeighbourResult];
  return result;
}
