import type { FlorinEvent } from '@florin/events';
import type { Metrics } from '@florin/service';

/** What a consumer tells about the events that it took in. */
export function createConsumerMetrics(metrics: Metrics) {
  const handled = metrics.counter('florin_consumer_events_total', 'Events that had their effect', ['type']);
  const duplicates = metrics.counter(
    'florin_consumer_duplicates_total',
    'Events skipped because they had it before',
  );
  const waits = metrics.counter(
    'florin_consumer_retries_total',
    'Attempts that failed because the database was away or busy',
  );
  let newestMs: number | undefined;
  metrics.gauge(
    'florin_consumer_last_event_age_seconds',
    'Time since the newest event that was taken in had happened',
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
      const last = events.at(-1);
      if (last) newestMs = Math.max(newestMs ?? 0, Date.parse(last.time));
    },
    waited: () => waits.inc(),
  };
}
