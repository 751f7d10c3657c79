import type { CaseName } from './cases.ts';

/** One case's figures; latencies of accepted requests. `cpuMs` is server, PostgreSQL and Redis per accepted unit. */
export type Figures = {
  perSecond: number;
  p50Ms?: number;
  p99Ms?: number;
  cpuMs?: number;
  refused?: number;
  refusedP99Ms?: number;
};

export type Round = Partial<Record<CaseName, Figures>>;

export type Goal = {
  says: string;
  /** Undefined where what it needs was not measured. */
  value: (figures: Round) => number | undefined;
  atLeast?: number;
  atMost?: number;
};

type Figure = keyof Figures;

const ratio =
  (over: CaseName, under: CaseName, figure: Figure = 'perSecond') =>
  (figures: Round): number | undefined => {
    const [a, b] = [figures[over]?.[figure], figures[under]?.[figure]];
    return a === undefined || b === undefined ? undefined : a / b;
  };

const plain = (name: CaseName, figure: Figure) => (figures: Round) => figures[name]?.[figure];

/** What must be reached, as ratios within one run wherever a machine's speed would decide otherwise. */
export const goals: readonly Goal[] = [
  { says: 'W1 / no-op door', value: ratio('spread', 'empty'), atLeast: 0.3 },
  { says: 'CPU ms per accepted movement in W1', value: plain('spread', 'cpuMs'), atMost: 0.22 },
  { says: 'CPU of a movement in W1 / of a no-op request', value: ratio('spread', 'empty', 'cpuMs') },
  { says: 'W1 / batches of one', value: ratio('spread', 'spreadOne'), atLeast: 8 },
  { says: 'W2 / W1', value: ratio('hot', 'spread'), atLeast: 1 },
  { says: 'W2 / batches of one', value: ratio('hot', 'hotOne'), atLeast: 15 },
  { says: 'W1 / pgbench, same rows', value: ratio('spread', 'pgbenchSpread'), atLeast: 1.3 },
  { says: 'W2 / pgbench on one hot account', value: ratio('hot', 'pgbenchHot'), atLeast: 6 },
  { says: 'W3 / no-op GET', value: ratio('reads', 'emptyGet'), atLeast: 0.6 },
  { says: 'W4 movements / W1', value: ratio('batch', 'spread'), atLeast: 5 },
  { says: 'W5 two APIs / one on W1', value: ratio('spreadTwo', 'spread'), atLeast: 0.85 },
  { says: 'W5 two APIs / one on W2', value: ratio('hotTwo', 'hot'), atLeast: 0.7 },
  { says: 'W5 refused', value: plain('hotTwo', 'refused'), atMost: 0 },
  { says: 'W5 p99 ms', value: plain('spreadTwo', 'p99Ms'), atMost: 100 },
  { says: 'a lone request / batches of one, p50', value: ratio('lone', 'loneOne', 'p50Ms'), atMost: 1.1 },
  { says: 'p99 ms at half of the peak', value: plain('halfPeak', 'p99Ms'), atMost: 20 },
  { says: 'goodput at three times W1 / W1', value: ratio('overload', 'spread'), atLeast: 0.7 },
];

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The median of each figure over the rounds. */
export function medians(rounds: readonly Round[]): Round {
  const names = new Set(rounds.flatMap((round) => Object.keys(round) as CaseName[]));
  return Object.fromEntries(
    [...names].map((name) => [name, mediansOf(rounds.flatMap((round) => round[name] ?? []))]),
  );
}

function mediansOf(figures: readonly Figures[]): Figures {
  const keys = Object.keys(figures[0]!) as Figure[];
  return Object.fromEntries(
    keys.map((key) => [key, median(figures.map((each) => each[key] ?? Number.NaN))]),
  ) as Figures;
}

export type Verdict = { says: string; value: number; reached: boolean | undefined; line: string };

/** Each goal with what was measured; goals without their figures are left out. */
export function verdicts(figures: Round, more: readonly Goal[] = []): Verdict[] {
  return [...goals, ...more].flatMap((goal) => {
    const value = goal.value(figures);
    if (value === undefined) return [];
    const { says, atLeast, atMost } = goal;
    const reached =
      atLeast !== undefined ? value >= atLeast : atMost !== undefined ? value <= atMost : undefined;
    const wanted =
      atLeast !== undefined ? `at least ${atLeast}` : atMost !== undefined ? `at most ${atMost}` : '';
    const outcome = reached === undefined ? '' : reached ? 'reached' : 'NOT reached';
    return {
      says,
      value,
      reached,
      line: `${says.padEnd(46)} ${value.toFixed(2).padStart(8)}   ${wanted.padEnd(14)} ${outcome}`,
    };
  });
}

export const headings = `${''.padEnd(46)} ${'/s'.padStart(9)} ${'p50 ms'.padStart(9)} ${'p99 ms'.padStart(9)} ${'CPU ms'.padStart(9)} ${'refused'.padStart(8)}`;

export function figureLine(title: string, { perSecond, p50Ms, p99Ms, cpuMs, refused }: Figures): string {
  const figure = (value: number | undefined, digits: number, width = 9) =>
    (value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits)).padStart(width);
  return `${title.padEnd(46)} ${figure(perSecond, 0)} ${figure(p50Ms, 1)} ${figure(p99Ms, 1)} ${figure(cpuMs, 3)} ${figure(refused, 0, 8)}`;
}
