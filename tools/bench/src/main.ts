import { SetupProblem } from '@florin/processes';
import { spawn } from 'node:child_process';

/**
 * `npm run bench` compares Florin with its yardsticks. `history` asks about the past, `catch-up` measures the consumers,
 * `relay` the way from a commit to Kafka, `curve` goes over clients and batch sizes, `memory` over ten minutes, `peers`
 * has other ledgers' workloads. `document` puts what they left into docs/performance.md, and `all` does the posting
 * bench, curve, peers, memory, relay, catch-up and document.
 */
const inAll = ['curve', 'peers', 'memory', 'relay', 'catch-up', 'document'];

const parts: Record<string, () => Promise<unknown>> = {
  'catch-up': () => import('./catch-up/catch-up-bench.ts'),
  history: () => import('./history-bench.ts'),
  curve: () => import('./curve-bench.ts'),
  memory: () => import('./memory-bench.ts'),
  peers: () => import('./peers-bench.ts'),
  relay: () => import('./relay/relay-bench.ts'),
  document: async () => {
    const { writeDocument } = await import('./report/document.ts');
    console.log(`docs/performance.md has anew: ${writeDocument().join(', ')}`);
  },
  all: async () => {
    // A process each, so that none measures with what another has left behind.
    for (const args of [[], ...inAll.map((part) => [part])]) await runPart(args);
  },
};

const name = process.argv[2];
if (name === undefined || name.startsWith('-')) await import('./posting-bench.ts');
else if (parts[name]) await parts[name]();
else throw new SetupProblem(`The bench has no part ${name}: ${Object.keys(parts).join(', ')}.`);

async function runPart(args: string[]): Promise<void> {
  console.log(`\nnpm run bench -- ${args.join(' ')}`);
  const child = spawn(process.execPath, [import.meta.filename, ...args], { stdio: 'inherit' });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) process.exitCode = 1;
}
