/** Maps values to positions on an axis; `ticks` are the values that get a grid line. */
export type Scale = { at: (value: number) => number; ticks: number[] };

/** From 0 to a round number at or above the largest value, with four to eight ticks. */
export function linearScale(largest: number, length: number): Scale {
  const step = roundStep(largest / 5);
  const count = Math.max(1, Math.ceil(largest / step));
  const end = count * step;
  return {
    at: (value) => (value / end) * length,
    ticks: Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12))),
  };
}

/** A logarithmic axis with a tick for each measured value. All values must be above 0. */
export function logScale(values: readonly number[], length: number): Scale {
  const ticks = [...new Set(values)].sort((a, b) => a - b);
  const [first, last] = [Math.log(ticks[0] ?? 1), Math.log(ticks.at(-1) ?? 1)];
  return {
    at: (value) => (last === first ? 0 : ((Math.log(value) - first) / (last - first)) * length),
    ticks,
  };
}

/** 1, 2 or 5 times a power of ten, at or above `least`. */
function roundStep(least: number): number {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10) * power;
}
