import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { keepBusy } from './load.ts';
import { batches, movements, type Workload } from './workloads.ts';

/** What the tenant does that takes more than its share. */
export type NeighbourKind = 'singles' | 'batches' | 'lists' | 'wrongKeys' | 'metrics' | 'connections';

export type NeighbourLoad = {
  kind: NeighbourKind;
  port: number;
  metricsPort: number;
  apiKey: string;
  accountIds: readonly string[];
  connections: number;
  durationMs: number;
};

export type NeighbourResult = { accepted: number; others: Record<string, number> };

const get = (path: string, key: string): string =>
  `GET ${path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer ${key}\r\n\r\n`;
const reading = (request: () => string): Workload => {
  return () => ({ request: request(), movements: 0, changes: [] });
};

function workloadOf(load: NeighbourLoad): Workload {
  const { kind, apiKey } = load;
  if (kind === 'batches') return batches(load, 1_000);
  if (kind === 'lists') return reading(() => get('/transactions?limit=100', apiKey));
  if (kind === 'wrongKeys') return reading(() => get('/accounts', `flk_${randomUUID().replaceAll('-', '')}`));
  if (kind === 'metrics') return reading(() => get('/metrics', apiKey));
  return movements(load);
}

/** Runs in a thread of its own, so that it does not delay the requests of the tenant that is measured. */
const load = workerData as NeighbourLoad;
const { accepted, others } = await keepBusy({
  ports: [load.kind === 'metrics' ? load.metricsPort : load.port],
  connections: load.connections,
  durationMs: load.durationMs,
  workload: workloadOf(load),
});
parentPort?.postMessage({ accepted, others } satisfies NeighbourResult);
