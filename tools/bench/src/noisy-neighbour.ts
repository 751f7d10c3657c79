import { createApiKey, scopes } from '@florin/access';
import { createTenant } from '@florin/ledger';
import { Florin } from '@florin/sdk';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BankUnderTest, Server } from './bank-under-test.ts';
import { arriveAt, keepBusy } from './load/load.ts';
import type { NeighbourKind, NeighbourLoad, NeighbourMessage } from './load/neighbour-load.ts';
import type { LoadResult } from './load/tally.ts';
import { movements, type Target } from './load/workloads.ts';
import { untilNothingWaits } from './measure.ts';
import { median } from './report/figures.ts';
import { measuredOnce, type Goal } from './report/goals.ts';

/** What tenant A does in turn, and over how many connections: more than ten times what its share of the API can carry. */
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
/** With fewer, the p99 would be the slowest or second slowest request. */
const requestsOfBMin = 300;
const accountsOfB = 50;
/** A's first requests on new connections arrive all at once. The measurement is about what comes after them. */
const settleMs = 1_000;

export type NoisyOptions = {
  server: Server;
  rounds: number;
  durationMs: number;
  /** Only these kinds of load. Default all. */
  kinds?: readonly string[] | undefined;
  say: (line: string) => void;
};

type Sides = { alone: LoadResult; beside: LoadResult };
type NeighbourCounts = Exclude<NeighbourMessage, 'open'>;

/**
 * Measures tenant B, which sends 5 % of what the API carries, alone and beside tenant A, which takes as much as it gets.
 * Both sides of a ratio are measured one right after the other, in another order in every second round. B's requests come
 * from this process, which does nothing else meanwhile, and A's from another with the lowest priority.
 */
export async function measureNoisyNeighbour(bank: BankUnderTest, options: NoisyOptions): Promise<Goal[]> {
  const { server, rounds, durationMs, say } = options;
  const other = await openOtherTenant(bank, server);
  const ports = [server.port];
  const busy = { ports, connections: 64, durationMs: Math.min(durationMs, 3_000), workload: movements(bank) };
  // A process that has just started is slower.
  await keepBusy(busy);
  const { inTime, durationMs: tookMs } = await keepBusy(busy);
  const perSecond = Math.max(10, ((inTime * 1_000) / tookMs) * shareOfB);
  say(`tenant B sends ${perSecond.toFixed(0)} movements a second, 5 % of what the API carries`);

  const ofB = { ports, connections: connectionsOfB, perSecond, workload: movements(other) };
  const measureB = () =>
    arriveAt({ ...ofB, durationMs: Math.max(durationMs, (requestsOfBMin / perSecond) * 1_000) });
  const goals: Goal[] = [];
  for (const { kind, title, connections } of kinds) {
    if (options.kinds?.includes(kind) === false) continue;
    const measured: Sides[] = [];
    for (let round = 1; round <= rounds; round++) {
      const aloneFirst = round % 2 === 1 ? await measureB() : undefined;
      const neighbour = await startNeighbour({ kind, ...server, ...bank, connections });
      await sleep(settleMs);
      const beside = await measureB();
      const counts = await endNeighbour(neighbour);
      await untilNothingWaits(server);
      const alone = aloneFirst ?? (await measureB());
      measured.push({ alone, beside });
      say(
        `round ${round}, B beside ${title}: ${describe({ alone, beside })}; ${describeA(counts, perSecond)}`,
      );
    }
    goals.push(...goalsOf(title, measured));
  }
  return goals;
}

/** The median of the rounds' ratios: a single round has few requests beyond its p99. */
function goalsOf(title: string, measured: readonly Sides[]): Goal[] {
  const ratio = median(measured.map(({ alone, beside }) => beside.p99Ms / alone.p99Ms));
  const refused = measured.reduce((sum, { alone, beside }) => sum + refusedOf(alone) + refusedOf(beside), 0);
  const alone = median(measured.map((each) => each.alone.p99Ms));
  const beside = median(measured.map((each) => each.beside.p99Ms));
  return [
    measuredOnce(`noisy neighbour, ${title}: B's p99 / alone`, ratio, 2),
    measuredOnce(`noisy neighbour, ${title}: B's p99 alone, ms`, alone),
    measuredOnce(`noisy neighbour, ${title}: B's p99 beside, ms`, beside),
    measuredOnce(`noisy neighbour, ${title}: B's refused`, refused, 0),
  ];
}

function describe({ alone, beside }: Sides): string {
  const side = ({ p50Ms, p99Ms, lateP99Ms }: LoadResult) =>
    `p50 ${p50Ms.toFixed(1)}, p99 ${p99Ms.toFixed(1)} ms (sent up to ${lateP99Ms.toFixed(1)} ms late)`;
  const ratio = (beside.p99Ms / alone.p99Ms).toFixed(2);
  return `${side(beside)}, alone ${side(alone)}, ratio ${ratio}, refused ${refusedOf(beside)}`;
}

function describeA({ accepted, others, durationMs }: NeighbourCounts, perSecondOfB: number): string {
  const answered = Object.values(others).reduce((sum, each) => sum + each, accepted);
  const times = (answered * 1_000) / durationMs / perSecondOfB;
  return `A: ${times.toFixed(1)} times B's requests, ${accepted} accepted, others ${JSON.stringify(others)}`;
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

/** Resolves when A's connections are open. */
async function startNeighbour(load: NeighbourLoad): Promise<ChildProcess> {
  const { kind, port, metricsPort, apiKey, accountIds, connections } = load;
  const only: NeighbourLoad = { kind, port, metricsPort, apiKey, accountIds, connections };
  const program = new URL('./load/neighbour-load.ts', import.meta.url);
  // A session of its own, because Linux may give CPU time to sessions instead of processes.
  const child = fork(program, [JSON.stringify(only)], { detached: true });
  const exited = once(child, 'exit').then(() => {
    throw new Error(`the load "${kind}" of tenant A ended before its time`);
  });
  exited.catch(() => undefined);
  await Promise.race([once(child, 'message'), exited]);
  return child;
}

async function endNeighbour(child: ChildProcess): Promise<NeighbourCounts> {
  const counts = once(child, 'message') as Promise<[NeighbourCounts]>;
  child.send('end');
  const [result] = await counts;
  return result;
}
