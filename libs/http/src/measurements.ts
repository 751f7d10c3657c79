import type { Metrics } from '@florin/service';
import type { ConcurrencyLimits } from './concurrency-limits.ts';

type Observe = (seconds: number) => void;

/**
 * A client can cause each refusal at each operation, and each pair is a histogram of sixteen series. After this many pairs
 * the others are counted together, so that nobody makes a process's metrics grow. Successes and 5xx keep their operation.
 */
const refusedPairsMax = 60;
/** The label of the operations of the other pairs. */
const otherOperations = 'other';

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
  const refusals = metrics.counter(
    'florin_http_refusals_total',
    'Requests that were refused or failed, by the code of the answer.',
    ['code'],
  );
  // Finding a labelled child by an object would cost more than the rest of the measurement.
  const observers = new Map<string, Observe>();
  let refusedPairs = 0;

  function observerOf(operation: string, status: number): Observe {
    const child = seconds.labels({ operation, status: String(status) });
    return (value) => child.observe(value);
  }

  function firstObserverOf(operation: string, status: number): Observe {
    const isRefusal = status >= 400 && status < 500;
    if (isRefusal && ++refusedPairs > refusedPairsMax) return observerOf(otherOperations, status);
    return observerOf(operation, status);
  }

  return {
    answered(operation: string, status: number, elapsedMs: number): void {
      const key = `${operation} ${status}`;
      let observe = observers.get(key);
      if (!observe) {
        observe = firstObserverOf(operation, status);
        observers.set(key, observe);
      }
      observe(elapsedMs / 1_000);
    },
    /** `code` is one of the contract's. */
    refused(code: string): void {
      refusals.inc({ code });
    },
    broken(code: string): void {
      brokenConnections.inc({ code });
    },
  };
}

export type Measurements = ReturnType<typeof createMeasurements>;
