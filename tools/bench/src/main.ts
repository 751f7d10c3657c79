import { SetupProblem } from '@florin/processes';
import { spawn } from 'node:child_process';

/**
 * `npm run bench` compares Florin with its baselines. `--against <commit>` compares the API with that of a commit. `history` measures queries about the past, `catch-up` the
 * consumers, `growth` W1 and queries about the past with up to 50 million transactions, `relay` the time from a commit to
 * Kafka, `light` the bank on PostgreSQL and Node alone beside the full one, `overhead` what tracing, a replica and row-level security cost W1, `replica` reads from a replica, `curve` numbers
 * of clients and batch sizes, `memory` ten minutes of
 * load, and `peers` the workloads of other ledgers. `document` writes the results into docs/performance.md. `all` runs
 * the posting bench, curve, peers, memory, relay, catch-up and document.
 */
const inAll = ['curve', 'peers', 'memory', 'relay', 'catch-up', 'document'];

const parts: Record<string, () => Promise<unknown>> = {
  'catch-up': () => import('./catch-up/catch-up-bench.ts'),
  growth: () => import('./growth-bench.ts'),
  history: () => import('./history-bench.ts'),
  light: () => import('./light-bench.ts'),
  curve: () => import('./curve-bench.ts'),
  memory: () => import('./memory-bench.ts'),
  overhead: () => import('./overhead-bench.ts'),
  peers: () => import('./peers-bench.ts'),
  relay: () => import('./relay/relay-bench.ts'),
  replica: () => import('./replica-bench.ts'),
  document: async () => {
    const { writeDocument } = await import('./report/document.ts');
    console.log(`docs/performance.md is updated: ${writeDocument().join(', ')}`);
  },
  all: async () => {
    // Each part runs in its own process, so that none is affected by the memory of another.
    for (const args of [[], ...inAll.map((part) => [part])]) await runPart(args);
  },
};

const name = process.argv[2];
if (name?.startsWith('--against')) await import('./against-bench.ts');
else if (name === undefined || name.startsWith('-')) await import('./posting-bench.ts');
else if (parts[name]) await parts[name]();
else throw new SetupProblem(`The bench has no part ${name}: ${Object.keys(parts).join(', ')}.`);

async function runPart(args: string[]): Promise<void> {
  console.log(`\nnpm run bench -- ${args.join(' ')}`);
  const child = spawn(process.execPath, [import.meta.filename, ...args], { stdio: 'inherit' });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) process.exitCode = 1;
}
