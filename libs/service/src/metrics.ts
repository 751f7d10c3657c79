import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { readFileSync } from 'node:fs';
import { attemptWithin } from './attempt-within.ts';

/** The metrics of one process. Requesting the same name twice returns the same metric. */
export type Metrics = {
  registry: Registry;
  counter<L extends string>(name: string, help: string, labels?: readonly L[]): Counter<L>;
  /**
   * `collect` runs before each scrape, for values that are cheaper to read than to keep up to date. When it fails or
   * takes longer than a second, the gauge has no sample in that scrape. It does not delay the other metrics.
   */
  gauge<L extends string>(
    name: string,
    help: string,
    labels?: readonly L[],
    collect?: (gauge: Gauge<L>) => void | Promise<void>,
  ): Gauge<L>;
  /** `buckets` are upper bounds in the metric's unit. The default buckets suit response times in seconds. */
  histogram<L extends string>(
    name: string,
    help: string,
    labels?: readonly L[],
    buckets?: number[],
  ): Histogram<L>;
  /** All metrics that have a value, in the Prometheus text format. Computed at most once a second. */
  text(): Promise<string>;
};

const textKeptMs = 1_000;

const answerSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Several gauges may wait for the same dependency, and Prometheus gives a scrape ten seconds by default. */
const collectLimitMs = 1_000;

async function collectOrLeaveOut<L extends string>(
  gauge: Gauge<L>,
  labels: readonly L[],
  collect: (gauge: Gauge<L>) => void | Promise<void>,
): Promise<void> {
  try {
    await attemptWithin(collectLimitMs, async () => collect(gauge));
  } catch {
    gauge.reset();
    // A gauge without labels would otherwise show 0.
    if (labels.length === 0) gauge.remove();
  }
}

/**
 * Creates a registry that includes Node's process metrics, unless they are in another one of this process (`ofProcess: false`).
 * Every sample carries the label `service`.
 */
export function createMetrics(service: string, { ofProcess = true } = {}): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  if (ofProcess) collectDefaultMetrics({ register: registry });

  function once<M>(name: string, create: () => M): M {
    return (registry.getSingleMetric(name) as M | undefined) ?? create();
  }

  return {
    registry,
    counter: (name, help, labels = []) =>
      once(name, () => new Counter({ name, help, labelNames: labels, registers: [registry] })),
    gauge: <L extends string>(
      name: string,
      help: string,
      labels: readonly L[] = [],
      collect?: (gauge: Gauge<L>) => void | Promise<void>,
    ) =>
      once(
        name,
        () =>
          new Gauge<L>({
            name,
            help,
            labelNames: labels,
            registers: [registry],
            ...(collect
              ? {
                  collect: function collectNow(this: Gauge<L>) {
                    return collectOrLeaveOut(this, labels, collect);
                  },
                }
              : {}),
          }),
      ),
    histogram: (name, help, labels = [], buckets = answerSeconds) =>
      once(name, () => new Histogram({ name, help, labelNames: labels, buckets, registers: [registry] })),
    text: textOfAll([registry]),
  };
}

/** Shows which build runs: the version of the packages, the revision that the operator names, and Node's version. */
export function showBuild(metrics: Metrics, revision: string): void {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const { version }: { version: string } = JSON.parse(text);
  const help = 'Always 1; its labels name the build';
  metrics.gauge('florin_build_info', help, ['version', 'revision', 'node'], (gauge) =>
    gauge.set({ version, revision, node: process.version }, 1),
  );
}

/**
 * The text of all registries of a process, computed at most once a second. A metric that several have is declared once, as
 * Prometheus wants. Leaves out metrics without a sample and histograms without an observation.
 */
export function textOfAll(registries: readonly Registry[]): () => Promise<string> {
  return keptFor(textKeptMs, async () => {
    const names = new Set(registries.flatMap((each) => each.getMetricsAsArray().map(({ name }) => name)));
    const texts = await Promise.all([...names].map((name) => textOfMetric(name, registries)));
    return `${texts.filter((text) => text !== '').join('\n\n')}\n`;
  });
}

async function textOfMetric(name: string, registries: readonly Registry[]): Promise<string> {
  const having = registries.filter((each) => each.getSingleMetric(name) !== undefined);
  const texts = await Promise.all(having.map((each) => each.getSingleMetricAsString(name)));
  const [declared = '', ...others] = texts.filter(hasSamples);
  return [declared, ...others.map((text) => text.replaceAll(/^#.*\n/gm, ''))].join('\n');
}

function hasSamples(text: string): boolean {
  const isHistogram = /^# TYPE \S+ histogram$/m.test(text);
  return (isHistogram ? /^\S+_count(\{.*\})? [1-9]/m : /^[^#]/m).test(text);
}

/** Caches the result of `read` for `ms`. Calls during a running read wait for that read. */
function keptFor<T>(ms: number, read: () => Promise<T>): () => Promise<T> {
  let kept: { answer: Promise<T>; until: number } | undefined;
  return () => {
    if (kept && performance.now() < kept.until) return kept.answer;
    const requested = { answer: read(), until: Infinity };
    kept = requested;
    const settle = () => void (requested.until = performance.now() + ms);
    requested.answer.then(settle, settle);
    return requested.answer;
  };
}
