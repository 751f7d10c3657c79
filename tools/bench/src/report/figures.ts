/** The figures of one case: latencies of accepted requests, CPU time per accepted movement or read. */
export type Figures = {
  perSecond: number;
  p50Ms?: number;
  p95Ms?: number;
  p99Ms?: number;
  /** API, PostgreSQL and Redis together. */
  cpuMs?: number;
  apiCpuMs?: number;
  postgresCpuMs?: number;
  redisCpuMs?: number;
  /** The load generator's share of one core. It has one thread: near 1 it is the bottleneck, not the server. */
  generatorBusy?: number;
  refused?: number;
  refusedP99Ms?: number;
};

export type Figure = keyof Figures;

/** One pass over all cases. */
export type Round<Name extends string = string> = Partial<Record<Name, Figures>>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The median of each figure over the rounds. */
export function medians<Name extends string>(rounds: readonly Round<Name>[]): Round<Name> {
  const names = new Set(rounds.flatMap((round) => Object.keys(round) as Name[]));
  return Object.fromEntries(
    [...names].map((name) => [name, mediansOf(rounds.flatMap((round) => round[name] ?? []))]),
  ) as Round<Name>;
}

export function mediansOf(figures: readonly Figures[]): Figures {
  const keys = Object.keys(figures[0]!) as Figure[];
  return Object.fromEntries(
    keys.map((key) => [key, median(figures.map((each) => each[key] ?? Number.NaN))]),
  ) as Figures;
}

type Column = { heading: string; of: Figure; digits: number; factor?: number };

const columns: readonly Column[] = [
  { heading: '/s', of: 'perSecond', digits: 0 },
  { heading: 'p50 ms', of: 'p50Ms', digits: 1 },
  { heading: 'p99 ms', of: 'p99Ms', digits: 1 },
  { heading: 'CPU ms', of: 'cpuMs', digits: 3 },
  { heading: 'API', of: 'apiCpuMs', digits: 3 },
  { heading: 'PostgreSQL', of: 'postgresCpuMs', digits: 3 },
  { heading: 'Redis', of: 'redisCpuMs', digits: 3 },
  { heading: 'generator %', of: 'generatorBusy', digits: 0, factor: 100 },
  { heading: 'refused', of: 'refused', digits: 0 },
];

export const figureHeadings: readonly string[] = columns.map(({ heading }) => heading);

/** A case's figures in the order of `figureHeadings`; a dash where there is none. */
export function figureCells(figures: Figures): string[] {
  return columns.map(({ of, digits, factor = 1 }) => {
    const value = figures[of];
    if (value === undefined || Number.isNaN(value)) return '–';
    return (value * factor).toLocaleString('en', {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  });
}

export const headings = lineOf('', figureHeadings);

export function figureLine(title: string, figures: Figures): string {
  return lineOf(title, figureCells(figures));
}

function lineOf(title: string, cells: readonly string[]): string {
  const widths = figureHeadings.map((heading) => Math.max(heading.length, 8));
  return `${title.padEnd(46)} ${cells.map((cell, index) => cell.padStart(widths[index]!)).join(' ')}`;
}
