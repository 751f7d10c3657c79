import type { BankUnderTest, Server } from './bank-under-test.ts';
import { balanceReads, batches, movements, type Workload } from './load/workloads.ts';
import { measureArrivals, measureBusy } from './measure.ts';
import type { Baseline } from './pgbench.ts';
import type { Figures } from './report/figures.ts';

/** The context of a case. */
export type Scene = {
  bank: BankUnderTest;
  servers: { noopServer: Server; api: Server; secondApi: Server; asDeployed: Server; batchesOfOne: Server };
  baseline: Baseline | undefined;
  connections: number;
  durationMs: number;
  /** Earlier figures of this round, or of the round before. */
  figures: Partial<Record<CaseName, Figures>>;
};

type Case = {
  title: string;
  measure: (scene: Scene) => Promise<Figures | undefined>;
  /** The rate is a multiple of W1's rate, so the case runs last in every round. */
  needsW1?: true;
};

const batchSize = 500;
const connectionsForBatches = 4;
/** More connections than requests that run at once, so that the API queues, not this pool; within the kernel's backlog. */
const connectionsOfACrowd = 3_000;

const spread = ({ bank }: Scene): Workload => movements(bank);
const hot = ({ bank }: Scene): Workload =>
  movements({ apiKey: bank.apiKey, accountIds: [bank.hotAccountId] });

/** In the order of the first round. The second round runs backwards, so that drift favours neither side of a ratio. */
export const cases = {
  emptyGet: {
    title: 'the same server, a GET that does nothing',
    measure: (scene) => closed(scene, [scene.servers.noopServer], balanceReads(scene.bank)),
  },
  reads: {
    title: 'W3 balance reads',
    measure: (scene) => closed(scene, [scene.servers.api], balanceReads(scene.bank)),
  },
  pgbenchSpread: {
    title: 'pgbench, same rows, one commit each, spread',
    measure: (scene) => pgbench(scene, false),
  },
  empty: {
    title: 'the same server, a handler that does nothing',
    measure: (scene) => closed(scene, [scene.servers.noopServer], movingNothing(spread(scene))),
  },
  spread: {
    title: 'W1 credit/debit over 1,000 accounts',
    measure: (scene) => closed(scene, [scene.servers.api], spread(scene)),
  },
  spreadTwo: {
    title: 'W5 W1 through two APIs',
    measure: (scene) => closed(scene, [scene.servers.api, scene.servers.secondApi], spread(scene)),
  },
  batch: {
    title: `W4 batches of ${batchSize}, movements`,
    measure: (scene) =>
      closed(
        { ...scene, connections: connectionsForBatches },
        [scene.servers.api],
        batches(scene.bank, batchSize),
      ),
  },
  hot: {
    title: 'W2 credit/debit on one hot account',
    measure: (scene) => closed(scene, [scene.servers.api], hot(scene)),
  },
  hotTwo: {
    title: 'W5 W2 through two APIs',
    measure: (scene) => closed(scene, [scene.servers.api, scene.servers.secondApi], hot(scene)),
  },
  spreadOne: {
    title: 'W1 with batches of one',
    measure: (scene) => closed(scene, [scene.servers.batchesOfOne], spread(scene)),
  },
  hotOne: {
    title: 'W2 with batches of one',
    measure: (scene) => closed(scene, [scene.servers.batchesOfOne], hot(scene)),
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
    measure: (scene) => arrivals(scene, scene.servers.api, 0.5),
    needsW1: true,
  },
  overload: {
    title: 'arrivals at three times W1',
    measure: (scene) => arrivals(scene, scene.servers.asDeployed, 3, connectionsOfACrowd),
    needsW1: true,
  },
} satisfies Record<string, Case>;

export type CaseName = keyof typeof cases;
export const caseNames = Object.keys(cases) as CaseName[];

/** The order of one round: forwards and backwards alternately, with the cases that depend on W1 at the end. */
export function orderOf(wanted: readonly CaseName[], round: number): CaseName[] {
  const inOrder = wanted.filter((name) => !isLast(name));
  return [...(round % 2 === 0 ? inOrder.reverse() : inOrder), ...wanted.filter(isLast)];
}

function isLast(name: CaseName): boolean {
  const each: Case = cases[name];
  return each.needsW1 === true;
}

/** Measures the server that acknowledges and moves nothing. */
function movingNothing(workload: Workload): Workload {
  return () => ({ ...workload(), movements: 0, changes: [] });
}

function closed(scene: Scene, servers: Server[], workload: Workload): Promise<Figures> {
  const { bank, connections, durationMs } = scene;
  return measureBusy(bank, { servers, connections, durationMs, workload });
}

async function arrivals(
  scene: Scene,
  server: Server,
  shareOfPeak: number,
  connectionsMax?: number,
): Promise<Figures | undefined> {
  const { bank, connections, durationMs, figures } = scene;
  if (figures.spread === undefined) return undefined;
  const perSecond = figures.spread.perSecond * shareOfPeak;
  const load = { servers: [server], connections, durationMs, workload: spread(scene), perSecond };
  return measureArrivals(bank, connectionsMax === undefined ? load : { ...load, connectionsMax });
}

async function pgbench(
  { baseline, connections, durationMs }: Scene,
  hotAccount: boolean,
): Promise<Figures | undefined> {
  // The clients connect within this time.
  const seconds = Math.max(3, Math.round(durationMs / 1_000));
  const perSecond = await baseline?.perSecond({ hot: hotAccount, clients: connections, seconds });
  return perSecond === undefined ? undefined : { perSecond };
}
