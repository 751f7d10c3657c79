import { attemptWithin } from './attempt-within.ts';
import type { Metrics } from './metrics.ts';

/** What a process reads from or writes to, and cannot do its work without. */
export type SourceName = 'postgres' | 'redis' | 'kafka';
export type SourceCheck = () => boolean | Promise<boolean>;

/** A scrape must not wait for what does not answer. Below the time that any gauge has. */
const answerWithinMs = 800;

/**
 * Shows in the gauge `florin_source_up` which of the process's sources answer. Values that are computed from one that does
 * not are absent from the metrics: this says why.
 */
export function createSources(metrics: Metrics): { add(name: SourceName, isUp: SourceCheck): void } {
  const sources = new Map<SourceName, SourceCheck>();
  metrics.gauge(
    'florin_source_up',
    '1 while the source answers and does what is asked of it, 0 while it does not',
    ['source'],
    async (gauge) => {
      const checked = [...sources].map(async ([source, isUp]) => {
        gauge.set({ source }, (await answersYes(isUp)) ? 1 : 0);
      });
      await Promise.all(checked);
    },
  );
  return { add: (name, isUp) => void sources.set(name, isUp) };
}

async function answersYes(isUp: SourceCheck): Promise<boolean> {
  return attemptWithin(answerWithinMs, async () => isUp()).catch(() => false);
}
