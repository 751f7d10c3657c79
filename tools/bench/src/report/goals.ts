import type { CaseName } from '../cases.ts';
import { median, type Figure, type Round } from './figures.ts';

export type Goal = {
  says: string;
  /** Undefined where its cases were not measured. */
  value: (figures: Round<CaseName>) => number | undefined;
  atLeast?: number;
  atMost?: number;
};

const ratio =
  (over: CaseName, under: CaseName, figure: Figure = 'perSecond') =>
  (figures: Round<CaseName>): number | undefined => {
    const [a, b] = [figures[over]?.[figure], figures[under]?.[figure]];
    return a === undefined || b === undefined ? undefined : a / b;
  };

const plain = (name: CaseName, figure: Figure) => (figures: Round<CaseName>) => figures[name]?.[figure];

const both =
  (names: readonly CaseName[], figure: Figure, join: (values: number[]) => number) =>
  (figures: Round<CaseName>): number | undefined => {
    const values = names.flatMap((name) => figures[name]?.[figure] ?? []);
    return values.length < names.length ? undefined : join(values);
  };

const throughTwo: CaseName[] = ['spreadTwo', 'hotTwo'];

/** The goals. They are ratios within one round wherever the speed of the machine would decide otherwise. */
const goals: readonly Goal[] = [
  { says: 'W1 / no-op server', value: ratio('spread', 'empty'), atLeast: 0.3 },
  { says: 'CPU ms per accepted movement in W1', value: plain('spread', 'cpuMs'), atMost: 0.22 },
  { says: 'CPU of a movement in W1 / of a no-op request', value: ratio('spread', 'empty', 'cpuMs') },
  { says: 'W1 / batches of one', value: ratio('spread', 'spreadOne'), atLeast: 8 },
  { says: 'W2 / W1', value: ratio('hot', 'spread'), atLeast: 1 },
  { says: 'W2 / batches of one on the hot account', value: ratio('hot', 'hotOne'), atLeast: 15 },
  { says: 'W1 / pgbench, same rows', value: ratio('spread', 'pgbenchSpread'), atLeast: 1.3 },
  { says: 'W2 / pgbench on one hot account', value: ratio('hot', 'pgbenchHot'), atLeast: 6 },
  { says: 'W3 / no-op GET', value: ratio('reads', 'emptyGet'), atLeast: 0.6 },
  { says: 'W4 movements / W1', value: ratio('batch', 'spread'), atLeast: 5 },
  { says: 'W5 W1 through two APIs / one', value: ratio('spreadTwo', 'spread'), atLeast: 0.85 },
  { says: 'W5 W2 through two APIs / one', value: ratio('hotTwo', 'hot'), atLeast: 0.7 },
  {
    says: 'W5 requests refused through two APIs (409 and all others)',
    value: both(throughTwo, 'refused', (values) => values.reduce((sum, value) => sum + value, 0)),
    atMost: 0,
  },
  {
    says: 'W5 p99 ms through two APIs',
    value: both(throughTwo, 'p99Ms', (values) => Math.max(...values)),
    atMost: 100,
  },
  { says: 'lone request’s p50 / batches of one', value: ratio('lone', 'loneOne', 'p50Ms'), atMost: 1.1 },
  { says: 'p99 ms at half of the peak', value: plain('halfPeak', 'p99Ms'), atMost: 20 },
  { says: 'goodput at three times W1 / W1', value: ratio('overload', 'spread'), atLeast: 0.7 },
  { says: 'answers of refusal at three times W1, p99 ms', value: plain('overload', 'refusedP99Ms') },
];

export type Verdict = {
  says: string;
  value: number;
  goal: string;
  /** Undefined for a figure without a goal. */
  reached: boolean | undefined;
};

/**
 * Each goal with the median of its value over the rounds. A ratio is taken within its round, where both sides ran under
 * the same conditions. Goals without figures are left out.
 */
export function verdicts(rounds: readonly Round<CaseName>[], more: readonly Goal[] = []): Verdict[] {
  return [...goals, ...more].flatMap(({ says, value: valueOf, atLeast, atMost }) => {
    const values = rounds.flatMap((round) => valueOf(round) ?? []).filter((each) => !Number.isNaN(each));
    if (values.length === 0) return [];
    const value = median(values);
    if (atLeast !== undefined) return { says, value, goal: `≥ ${atLeast}`, reached: value >= atLeast };
    if (atMost !== undefined) return { says, value, goal: `≤ ${atMost}`, reached: value <= atMost };
    return { says, value, goal: '', reached: undefined };
  });
}

export function outcomeOf({ reached }: Verdict): string {
  if (reached === undefined) return '';
  return reached ? 'reached' : 'NOT reached';
}

export function verdictLine(verdict: Verdict): string {
  const { says, value, goal } = verdict;
  return `${says.padEnd(58)} ${digitsOf(value).padStart(9)}   ${goal.padEnd(8)} ${outcomeOf(verdict)}`;
}

/** Ratios and seconds with two digits, milliseconds of CPU with three, counts as they are. */
export function digitsOf(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value.toFixed(value < 0.5 ? 3 : value < 100 ? 2 : 0);
}

/** A figure that a part of the bench measures once, outside the rounds. */
export function measuredOnce(says: string, value: number, atMost?: number): Goal {
  return { says, value: () => value, ...(atMost === undefined ? {} : { atMost }) };
}
