export type CaseName = 'empty' | 'spread' | 'hot' | 'spreadOne' | 'hotOne';
export type Figures = { perSecond: number; p50Ms: number; p99Ms: number };

export const caseTitles: Record<CaseName, string> = {
  empty: 'the same door, a handler that does nothing',
  spread: '1,000 accounts, batches',
  hot: 'one hot account, batches',
  spreadOne: '1,000 accounts, batches of one',
  hotOne: 'one hot account, batches of one',
};

/** What must be reached at least, as ratios within one run; expected from the prototype's measurements. */
export const ratios: { name: string; over: CaseName; under: CaseName; atLeast: number }[] = [
  { name: 'spread: batches / batches of one', over: 'spread', under: 'spreadOne', atLeast: 4 },
  { name: 'hot: batches / batches of one', over: 'hot', under: 'hotOne', atLeast: 10 },
  { name: 'spread / empty handler', over: 'spread', under: 'empty', atLeast: 0.15 },
];

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The median of each figure over the rounds. */
export function medians(rounds: readonly Record<CaseName, Figures>[]): Record<CaseName, Figures> {
  const of = (name: CaseName): Figures => ({
    perSecond: median(rounds.map((round) => round[name].perSecond)),
    p50Ms: median(rounds.map((round) => round[name].p50Ms)),
    p99Ms: median(rounds.map((round) => round[name].p99Ms)),
  });
  const names = Object.keys(caseTitles) as CaseName[];
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<CaseName, Figures>;
}

export function ratioLines(
  figures: Record<CaseName, Figures>,
): { line: string; ratio: number; reached: boolean }[] {
  return ratios.map(({ name, over, under, atLeast }) => {
    const ratio = figures[over].perSecond / figures[under].perSecond;
    const reached = ratio >= atLeast;
    return {
      line: `${name.padEnd(36)} ${ratio.toFixed(2).padStart(7)}   at least ${atLeast}`,
      ratio,
      reached,
    };
  });
}

export function figureLine(name: CaseName, { perSecond, p50Ms, p99Ms }: Figures): string {
  const figure = (value: number, digits: number) => value.toFixed(digits).padStart(9);
  return `${caseTitles[name].padEnd(44)} ${figure(perSecond, 0)} ${figure(p50Ms, 1)} ${figure(p99Ms, 1)}`;
}
