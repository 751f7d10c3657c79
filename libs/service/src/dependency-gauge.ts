import { attemptWithin } from './attempt-within.ts';
import type { Metrics } from './metrics.ts';

/** A service that a process reads from or writes to, and needs for its work. */
export type DependencyName = 'postgres' | 'redis' | 'kafka';
/** Whether the dependency answers and does its work. A rejection means no. */
export type DependencyCheck = () => boolean | Promise<boolean>;

/** Below the time limit of a gauge: a scrape must not wait for a dependency that does not answer. */
const answerLimitMs = 800;

/**
 * Shows in the gauge `florin_source_up` which dependencies of the process answer. Metrics computed from a dependency
 * that does not answer are absent; this gauge says why.
 */
export function createDependencyGauge(metrics: Metrics): {
  add(name: DependencyName, isUp: DependencyCheck): void;
} {
  const dependencies = new Map<DependencyName, DependencyCheck>();
  metrics.gauge(
    'florin_source_up',
    '1 while the source answers and does its work, 0 while it does not',
    ['source'],
    async (gauge) => {
      const checked = [...dependencies].map(async ([source, isUp]) => {
        gauge.set({ source }, (await answersYes(isUp)) ? 1 : 0);
      });
      await Promise.all(checked);
    },
  );
  return { add: (name, isUp) => void dependencies.set(name, isUp) };
}

const answersYes = (isUp: DependencyCheck): Promise<boolean> =>
  attemptWithin(answerLimitMs, async () => isUp()).catch(() => false);
