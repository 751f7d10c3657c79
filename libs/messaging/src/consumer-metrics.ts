import { deadLetterTopic, type FlorinEvent } from '@florin/events';
import type { Metrics } from '@florin/service';
import { partitionName, type LogAdmin, type LogPosition } from './event-log.ts';

/** From what is usual to an outage. */
const delaySeconds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800];

/** Counts the events that a consumer handles. */
export function createEffectMetrics(metrics: Metrics) {
  const handled = metrics.counter('florin_consumer_events_total', 'Events whose effect was applied', [
    'type',
  ]);
  const duplicates = metrics.counter(
    'florin_consumer_duplicates_total',
    'Events skipped because their effect had been applied before',
  );
  const waits = metrics.counter(
    'florin_consumer_retries_total',
    'Attempts that failed because the database was unavailable or busy',
  );
  const delay = metrics.histogram(
    'florin_consumer_delay_seconds',
    'Time from the oldest event of a unit of work to the commit of its effect',
    [],
    delaySeconds,
  );
  let newestMs: number | undefined;
  metrics.gauge(
    'florin_consumer_last_event_age_seconds',
    'Time since the newest handled event happened',
    [],
    (gauge) => {
      if (newestMs === undefined) gauge.remove();
      else gauge.set(Math.max(0, Date.now() - newestMs) / 1_000);
    },
  );
  return {
    handled(events: readonly FlorinEvent[], fresh: readonly FlorinEvent[]): void {
      for (const [type, some] of Map.groupBy(fresh, (event) => event.type))
        handled.inc({ type }, some.length);
      duplicates.inc(events.length - fresh.length);
      const [first] = fresh;
      if (first) delay.observe(Math.max(0, Date.now() - Date.parse(first.time)) / 1_000);
      const last = events.at(-1);
      if (last) newestMs = Math.max(newestMs ?? 0, Date.parse(last.time));
    },
    waited: () => waits.inc(),
  };
}

/** The number of messages in one partition that the group has not committed yet. */
export type PartitionLag = { topic: string; partition: number; lag: number };

type TopicLag = PartitionLag & { next: bigint };

/** A reading older than this is not shown. */
const readingValidMs = 10_000;

/** The last reading from the log and its time (`performance.now()`). */
type Reading = {
  at: number;
  lags: TopicLag[];
  ages: { topic: string; seconds: number }[];
  deadLetters: number | undefined;
};

/**
 * Reads the lag of a group from the log and shows it in the gauges `florin_consumer_lag`,
 * `florin_consumer_oldest_event_age_seconds` and `florin_consumer_dead_letters`. While the log does not answer, these
 * gauges have no sample.
 */
export function createLagReader(options: { groupId: string; topics: readonly string[]; metrics: Metrics }) {
  const { groupId, topics } = options;
  let last: Reading | undefined;
  const current = () => (last && performance.now() - last.at < readingValidMs ? last : undefined);
  showLag(options.metrics, current);
  return async (admin: LogAdmin): Promise<PartitionLag[]> => {
    try {
      last = await readGroup(admin, groupId, topics);
    } catch (error) {
      last = undefined;
      throw error;
    }
    return last.lags.map(({ topic, partition, lag }) => ({ topic, partition, lag }));
  };
}

function showLag(metrics: Metrics, current: () => Reading | undefined): void {
  metrics.gauge(
    'florin_consumer_lag',
    'Messages written to the partition that this consumer group has not committed yet',
    ['topic', 'partition'],
    (gauge) => {
      gauge.reset();
      for (const { topic, partition, lag } of current()?.lags ?? [])
        gauge.set({ topic, partition: String(partition) }, lag);
    },
  );
  metrics.gauge(
    'florin_consumer_oldest_event_age_seconds',
    'Time that the oldest message not committed by this consumer group has been in the topic; 0 below a second',
    ['topic'],
    (gauge) => {
      gauge.reset();
      for (const { topic, seconds } of current()?.ages ?? []) gauge.set({ topic }, seconds);
    },
  );
  metrics.gauge(
    'florin_consumer_dead_letters',
    'Messages in the dead letter topic of this consumer group, whichever process wrote them',
    [],
    (gauge) => {
      const { deadLetters } = current() ?? {};
      if (deadLetters === undefined) gauge.remove();
      else gauge.set(deadLetters);
    },
  );
}

/** Reads how far a group is behind, how old its oldest message is, and its dead letters; undefined without such a topic. */
export async function readGroup(
  admin: LogAdmin,
  groupId: string,
  topics: readonly string[],
): Promise<Reading> {
  const committed = await admin.committed(groupId, topics);
  const read = await Promise.all(topics.map((topic) => readTopic(admin, topic, committed)));
  const lags = read.flat();
  const ages: Reading['ages'] = [];
  for (const topic of topics) {
    const waiting = lags.filter((each) => each.topic === topic && each.lag > 0);
    const nexts = new Map(waiting.map(({ partition, next }) => [partition, next]));
    ages.push({ topic, seconds: await oldestAgeSeconds(admin, topic, nexts) });
  }
  // The topic does not exist before the first start of this consumer.
  const offsets = await admin.bounds(deadLetterTopic(groupId)).catch(() => undefined);
  const deadLetters = offsets?.reduce((sum, { low, high }) => sum + Number(high - low), 0);
  return { at: performance.now(), lags, ages, deadLetters };
}

async function readTopic(admin: LogAdmin, topic: string, committed: LogPosition): Promise<TopicLag[]> {
  const written = await admin.bounds(topic);
  return written.map(({ partition, low, high }) => {
    // A group without a committed offset starts at the oldest message of the topic.
    const offset = committed.get(partitionName(topic, partition)) ?? low;
    const next = offset > low ? offset : low;
    return { topic, partition, lag: high > next ? Number(high - next) : 0, next };
  });
}

/** Ages below a second are shown as 0. */
const firstSeconds = 1;
const yearSeconds = 366 * 86_400;
const step = 8;
/** Halvings of the last step: the result is at most a sixteenth too small. */
const halvings = 7;

/**
 * Returns how many seconds the oldest message at or after these offsets (by partition) has been in the topic, 0 below a
 * second. The log returns the first offset after a time, so the time is found by bisection: one request when nothing is
 * old, sixteen at most.
 */
async function oldestAgeSeconds(
  admin: LogAdmin,
  topic: string,
  waiting: ReadonlyMap<number, bigint>,
): Promise<number> {
  if (waiting.size === 0) return 0;
  const now = Date.now();
  const isOlderThan = async (seconds: number): Promise<boolean> => {
    const begins = await admin.offsetsSince(topic, now - Math.round(seconds * 1_000));
    return begins.some(({ partition, offset }) => {
      const next = waiting.get(partition);
      return next !== undefined && offset > next;
    });
  };
  let [older, younger] = [0, firstSeconds];
  while (younger < yearSeconds && (await isOlderThan(younger))) [older, younger] = [younger, younger * step];
  if (older === 0) return 0;
  for (let halving = 0; halving < halvings; halving++) {
    const middle = (older + younger) / 2;
    if (await isOlderThan(middle)) older = middle;
    else younger = middle;
  }
  return older;
}
