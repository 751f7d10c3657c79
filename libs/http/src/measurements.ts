import type { Metrics } from '@florin/service';
import type { ConcurrencyLimits } from './concurrency-limits.ts';

type Observe = (seconds: number) => void;

/** The metrics of an HTTP server. Labels are operations and statuses of the contract, never text from a client. */
export function createMeasurements(metrics: Metrics, running: ConcurrencyLimits) {
  const seconds = metrics.histogram(
    'florin_http_request_seconds',
    'Time from the arrival of a request’s headers to the end of its answer.',
    ['operation', 'status'],
  );
  const brokenConnections = metrics.counter(
    'florin_http_broken_requests_total',
    'Requests that ended before they were complete: malformed bytes, oversized headers, timeouts.',
    ['code'],
  );
  metrics.gauge('florin_http_running_requests', 'Requests that are handled now.', [], (gauge) =>
    gauge.set(running.count()),
  );
  // Finding a labelled child by an object would cost more than the rest of the measurement.
  const observers = new Map<string, Observe>();

  return {
    answered(operation: string, status: number, elapsedMs: number): void {
      const key = `${operation} ${status}`;
      let observe = observers.get(key);
      if (!observe) {
        const child = seconds.labels({ operation, status: String(status) });
        observe = (value) => child.observe(value);
        observers.set(key, observe);
      }
      observe(elapsedMs / 1_000);
    },
    broken(code: string): void {
      brokenConnections.inc({ code });
    },
  };
}

export type Measurements = ReturnType<typeof createMeasurements>;
