import type { Timeline } from '@florin/sdk';

type Step = Timeline['steps'][number];

/** A step of a transaction's story, with the milliseconds since the one before it that has a time. */
export type StoryStep = Step & { afterMs: number | undefined };

export function storyOf(steps: readonly Step[]): StoryStep[] {
  let earlierMs: number | undefined;
  return steps.map((step) => {
    const atMs = step.at === null ? undefined : Date.parse(step.at);
    const afterMs = atMs === undefined || earlierMs === undefined ? undefined : atMs - earlierMs;
    if (atMs !== undefined) earlierMs = atMs;
    return { ...step, afterMs };
  });
}

/** A length of time in the unit that suits it: `12 ms`, `3.4 s`, `2 min`, `5 h`. */
export function durationText(ms: number, locale: string): string {
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  if (Math.abs(ms) < 1_000) return `${number(ms, 0)} ms`;
  if (Math.abs(ms) < 60_000) return `${number(ms / 1_000, 1)} s`;
  if (Math.abs(ms) < 3_600_000) return `${number(ms / 60_000, 0)} min`;
  return `${number(ms / 3_600_000, 0)} h`;
}
