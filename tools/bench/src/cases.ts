import type { BankUnderTest, Server } from './bank-under-test.ts';
import { checkBalances, readBalances } from './books.ts';
import { cpuTimeMs } from './cpu-time.ts';
import { arriveAt, keepBusy, type Aim } from './load.ts';
import type { Yardstick } from './pgbench.ts';
import type { Figures } from './report.ts';
import type { LoadResult } from './tally.ts';
import { balanceReads, batches, movements, type Workload } from './workloads.ts';

/** Everything a case may use. */
export type Scene = {
  bank: BankUnderTest;
  servers: { emptyDoor: Server; api: Server; secondApi: Server; batchesOfOne: Server };
  yardstick: Yardstick | undefined;
  connections: number;
  durationMs: number;
  /** What was measured before in this round. */
  figures: Partial<Record<CaseName, Figures>>;
};

type Case = { title: string; measure: (scene: Scene) => Promise<Figures | undefined> };

const batchSize = 500;

const spread = ({ bank }: Scene): Workload => movements(bank);
const hot = ({ bank }: Scene): Workload =>
  movements({ apiKey: bank.apiKey, accountIds: [bank.hotAccountId] });

/** In the order in which a round measures them. */
export const cases = {
  empty: {
    title: 'the same door, a handler that does nothing',
    measure: (scene) => closed(scene, [scene.servers.emptyDoor], movingNothing(spread(scene))),
  },
  emptyGet: {
    title: 'the same door, a GET that does nothing',
    measure: (scene) => closed(scene, [scene.servers.emptyDoor], balanceReads(scene.bank)),
  },
  spread: {
    title: 'W1 credit/debit over 1,000 accounts',
    measure: (scene) => closed(scene, [scene.servers.api], spread(scene)),
  },
  hot: {
    title: 'W2 credit/debit on one hot account',
    measure: (scene) => closed(scene, [scene.servers.api], hot(scene)),
  },
  spreadOne: {
    title: 'W1 with batches of one',
    measure: (scene) => closed(scene, [scene.servers.batchesOfOne], spread(scene)),
  },
  hotOne: {
    title: 'W2 with batches of one',
    measure: (scene) => closed(scene, [scene.servers.batchesOfOne], hot(scene)),
  },
  reads: {
    title: 'W3 balance reads',
    measure: (scene) => closed(scene, [scene.servers.api], balanceReads(scene.bank)),
  },
  batch: {
    title: `W4 batches of ${batchSize}, movements`,
    measure: (scene) =>
      closed({ ...scene, connections: 4 }, [scene.servers.api], batches(scene.bank, batchSize)),
  },
  spreadTwo: {
    title: 'W5 W1 through two APIs',
    measure: (scene) => closed(scene, [scene.servers.api, scene.servers.secondApi], spread(scene)),
  },
  hotTwo: {
    title: 'W5 W2 through two APIs',
    measure: (scene) => closed(scene, [scene.servers.api, scene.servers.secondApi], hot(scene)),
  },
  pgbenchSpread: {
    title: 'pgbench, same rows, one commit each, spread',
    measure: (scene) => pgbench(scene, false),
  },
  pgbenchHot: {
    title: 'pgbench, same rows, one commit each, hot',
    measure: (scene) => pgbench(scene, true),
  },
  lone: {
    title: 'one client alone',
    measure: (scene) => closed({ ...scene, connections: 1 }, [scene.servers.api], spread(scene)),
  },
  loneOne: {
    title: 'one client alone, batches of one',
    measure: (scene) => closed({ ...scene, connections: 1 }, [scene.servers.batchesOfOne], spread(scene)),
  },
  halfPeak: {
    title: 'arrivals at half of W1',
    measure: (scene) => open(scene, 0.5),
  },
  overload: {
    title: 'arrivals at three times W1',
    measure: (scene) => open({ ...scene, connections: 1_000 }, 3),
  },
} satisfies Record<string, Case>;

export type CaseName = keyof typeof cases;
export const caseNames = Object.keys(cases) as CaseName[];

/** For the door that acknowledges and moves nothing. */
function movingNothing(workload: Workload): Workload {
  return () => ({ ...workload(), movements: 0, changes: [] });
}

function closed(scene: Scene, servers: Server[], workload: Workload): Promise<Figures> {
  const { connections, durationMs } = scene;
  const aim = { ports: servers.map(({ port }) => port), connections, durationMs, workload };
  return watched(scene, servers, aim, keepBusy);
}

function open(scene: Scene, shareOfPeak: number): Promise<Figures> {
  const { connections, durationMs, servers, figures } = scene;
  const perSecond = (figures.spread?.perSecond ?? Number.NaN) * shareOfPeak;
  const aim = { ports: [servers.api.port], connections, durationMs, workload: spread(scene) };
  return watched(scene, [servers.api], aim, (load) => arriveAt({ ...load, perSecond }));
}

/** Counts the CPU time that the servers and the services spend meanwhile, and compares the balances afterwards. */
async function watched(
  { bank }: Scene,
  servers: Server[],
  aim: Aim,
  load: (aim: Aim) => Promise<LoadResult>,
): Promise<Figures> {
  const pids = [...servers.map(({ program }) => program.pid), ...bank.servicePids];
  const before = await readBalances(bank.database);
  const cpuBeforeMs = cpuTimeMs(pids);
  const result = await load(aim);
  const cpuMs = cpuTimeMs(pids) - cpuBeforeMs;
  await checkBalances(bank.database, before, result);
  const units = Math.max(result.movements, result.accepted);
  return {
    perSecond: (units * 1_000) / result.durationMs,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    cpuMs: cpuMs / units,
    refused: Object.values(result.others).reduce((sum, count) => sum + count, 0),
    refusedP99Ms: result.refusedP99Ms,
  };
}

async function pgbench(
  { yardstick, connections, durationMs }: Scene,
  hotAccount: boolean,
): Promise<Figures | undefined> {
  const seconds = Math.max(1, Math.round(durationMs / 1_000));
  const perSecond = await yardstick?.perSecond({ hot: hotAccount, clients: connections, seconds });
  return perSecond === undefined ? undefined : { perSecond };
}
