import { fromRoot, SetupProblem } from '@florin/processes';
import { execute } from '@florin/testing';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBank, type BankUnderTest, type Server } from './bank-under-test.ts';
import { checkInvariants } from './check-balances.ts';
import { batches, movements, type Workload } from './load/workloads.ts';
import { sayWithTime } from './machine.ts';
import { measureArrivals, measureBusy } from './measure.ts';
import { figureLine, headings, median, mediansOf, type Figure, type Figures } from './report/figures.ts';
import { longTimeouts } from './servers.ts';

/*
 * `npm run bench -- --against <commit>` compares this checkout's API with that of an older commit, on one bank. The commit is checked
 * out into `.local/against` and its packages are installed there. A round measures each case with both, one right after the
 * other, every second round in reverse order, and the result is the median of the rounds' ratios. The older version must
 * work with the newest schema, as in a rolling upgrade.
 */

const { values: options } = parseArgs({
  options: {
    against: { type: 'string', default: '' },
    rounds: { type: 'string', default: '4' },
    seconds: { type: 'string', default: '5' },
    /** Only these cases, separated by commas. */
    only: { type: 'string' },
  },
});

type Goal = { of: Figure; says: string; atLeast?: number; atMost?: number };
type Case = {
  title: string;
  connections: number;
  workload: (bank: BankUnderTest) => Workload;
  /** The share of the older version's rate with 64 clients that arrives, instead of as many requests as clients. */
  shareOfPeak?: number;
  goals: readonly Goal[];
};
const spread = (bank: BankUnderTest) => movements(bank);
const rate = (atLeast: number): Goal => ({ of: 'perSecond', says: 'rate', atLeast });
const cpu: Goal = { of: 'cpuMs', says: 'CPU per movement', atMost: 0.8 };
const w1: Case = { title: 'W1, 64 clients', connections: 64, workload: spread, goals: [rate(1.4), cpu] };
const cases: Record<string, Case> = {
  lone: {
    title: 'one client alone',
    connections: 1,
    workload: spread,
    goals: [
      { of: 'p50Ms', says: 'p50', atMost: 0.6 },
      { of: 'postgresCpuMs', says: 'CPU of PostgreSQL', atMost: 0.7 },
    ],
  },
  w1,
  w1at32: { title: 'W1, 32 clients', connections: 32, workload: spread, goals: [rate(1.6)] },
  w1at256: { title: 'W1, 256 clients', connections: 256, workload: spread, goals: [rate(1.1)] },
  w2at32: {
    title: 'W2, 32 clients',
    connections: 32,
    workload: ({ apiKey, hotAccountId }) => movements({ apiKey, accountIds: [hotAccountId] }),
    goals: [rate(1.3)],
  },
  batches: {
    title: 'batches of 500, 4 clients',
    connections: 4,
    workload: (bank) => batches(bank, 500),
    goals: [rate(1.5), cpu],
  },
  halfPeak: {
    title: 'arrivals at half of the peak',
    connections: 64,
    workload: spread,
    shareOfPeak: 0.5,
    goals: [{ of: 'p99Ms', says: 'p99', atMost: 0.6 }],
  },
};
const wanted = options.only?.split(',') ?? Object.keys(cases);
const unknown = wanted.filter((name) => cases[name] === undefined);
if (unknown.length > 0)
  throw new SetupProblem(`There is no case ${unknown.join(', ')}: ${Object.keys(cases).join(', ')}.`);

const say = sayWithTime();
let peak: number | undefined;
const older = checkOut(options.against);
const bank = await openBank({ say });
try {
  await compare({
    older: await bank.startApi('older', longTimeouts, join(older, 'apps/api/src/main.ts')),
    this: await bank.startApi('this', longTimeouts),
  });
  await checkInvariants(bank.database);
} finally {
  await bank.stop();
}

/** The folder of the commit, with its packages installed. */
function checkOut(commit: string): string {
  const git = (...args: string[]) => execute(fromRoot(), 'git', ...args).trim();
  const sha = git('rev-parse', '--short=12', `${commit}^{commit}`);
  const folder = fromRoot('.local', 'against', sha);
  if (!existsSync(join(folder, 'node_modules'))) {
    say(`checking ${sha} out and installing its packages`);
    if (!existsSync(folder)) git('worktree', 'add', '--detach', folder, sha);
    execute(folder, 'npm', 'ci', '--no-audit', '--no-fund');
  }
  return folder;
}

type Sides = { older: Server; this: Server };
type Side = keyof Sides;

async function compare(servers: Sides): Promise<void> {
  const measured = new Map<string, Record<Side, Figures>[]>();
  // A process that has just started is slower.
  for (const server of Object.values(servers)) await measure(w1, server, 0);
  for (let round = 1; round <= Number(options.rounds); round += 1) {
    for (const [name, each] of Object.entries(cases)) {
      if (!wanted.includes(name)) continue;
      const figures: Partial<Record<Side, Figures>> = {};
      const inOrder: Side[] = ['older', 'this'];
      for (const side of round % 2 === 0 ? inOrder.reverse() : inOrder) {
        figures[side] = await measure(each, servers[side], await peakOf(servers));
        say(`round ${round}: ${figureLine(`${each.title}, ${side}`, figures[side])}`);
      }
      if (figures.older && figures.this)
        measured.set(name, [...(measured.get(name) ?? []), { older: figures.older, this: figures.this }]);
    }
  }
  report(measured);
}

/** The older version's rate of W1, measured once. */
async function peakOf({ older: server }: Sides): Promise<number> {
  if (!wanted.includes('halfPeak')) return 0;
  return (peak ??= (await measure(w1, server, 0)).perSecond);
}

function measure(
  { connections, workload, shareOfPeak }: Case,
  server: Server,
  peakPerSecond: number,
): Promise<Figures> {
  const durationMs = Number(options.seconds) * 1_000;
  const load = { servers: [server], connections, durationMs, workload: workload(bank) };
  if (shareOfPeak === undefined) return measureBusy(bank, load);
  return measureArrivals(bank, { ...load, perSecond: peakPerSecond * shareOfPeak });
}

function report(measured: ReadonlyMap<string, readonly Record<Side, Figures>[]>): void {
  console.log(`\n${headings}`);
  for (const [name, rounds] of measured)
    for (const side of ['older', 'this'] as const)
      console.log(figureLine(`${cases[name]?.title}, ${side}`, mediansOf(rounds.map((each) => each[side]))));
  console.log(`\nThis version / ${options.against}, medians of ${options.rounds} rounds' ratios:`);
  for (const [name, rounds] of measured) {
    for (const { of, says, atLeast = 0, atMost = Infinity } of cases[name]?.goals ?? []) {
      const ratio = median(rounds.map((each) => (each.this[of] ?? NaN) / (each.older[of] ?? NaN)));
      const goal = atLeast > 0 ? `≥ ${atLeast}` : `≤ ${atMost}`;
      const outcome = ratio >= atLeast && ratio <= atMost ? 'reached' : 'NOT reached';
      console.log(
        `${`${cases[name]?.title}: ${says}`.padEnd(48)} ${ratio.toFixed(2).padStart(6)}   ${goal.padEnd(6)} ${outcome}`,
      );
    }
  }
}
