import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { keepBusy } from './load.ts';
import { batches, movements, type Workload } from './workloads.ts';

/** What the tenant does that takes more than its share. */
export type NeighbourKind = 'singles' | 'batches' | 'lists' | 'wrongKeys' | 'metrics' | 'connections';

/** The last argument of this program, as JSON. */
export type NeighbourLoad = {
  kind: NeighbourKind;
  port: number;
  metricsPort: number;
  apiKey: string;
  accountIds: readonly string[];
  connections: number;
};

/** What this program sends to its parent: first that its connections are open; after the message to end, its counts. */
export type NeighbourMessage =
  'open' | { accepted: number; others: Record<string, number>; durationMs: number };

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

/**
 * A's clients have machines of their own. Here they share the cores with the bank, so they get only the CPU time that nobody
 * else wants. Linux applies priorities within a session if it groups sessions, and then the session has a priority too.
 */
function yieldToTheBank(): void {
  setPriority(19);
  try {
    writeFileSync('/proc/self/autogroup', '19');
  } catch {
    // This kernel does not group sessions.
  }
}

const send = (message: NeighbourMessage): Promise<void> =>
  new Promise((resolve) => process.send?.(message, () => resolve()));

yieldToTheBank();
const load = JSON.parse(process.argv.at(-1) ?? '') as NeighbourLoad;
const ending = new AbortController();
process.once('message', () => ending.abort());
// Without a parent nobody would end the load.
process.once('disconnect', () => process.exit(1));
const { accepted, others, durationMs } = await keepBusy({
  ports: [load.kind === 'metrics' ? load.metricsPort : load.port],
  connections: load.connections,
  durationMs: Infinity,
  workload: workloadOf(load),
  signal: ending.signal,
  onOpen: () => void send('open'),
});
await send({ accepted, others, durationMs });
process.exit(0);
