import { fromRoot, nodeBinary, repositoryRoot } from '@florin/processes';
import { spawn } from 'node:child_process';
import { runCommand } from './command.ts';
import type { Say } from '../narration.ts';
import { createNarration } from '../narration.ts';
import { misdeclaredTargets, readPackages } from '../tests/packages.ts';

type Outcome = { code: number; output: string };
type Step = { name: string; run: () => Promise<Outcome>; remedy: string };

const generated = [
  ...['libs/http/src/generated', 'libs/sdk/src/generated', 'docs/errors', 'docs/events', 'asyncapi.yaml'],
];
const unlessClean = 'test -z "$(git status --porcelain -- "$@" | tee /dev/stderr)"';
const bin = (name: string) => fromRoot('node_modules', '.bin', name);

const readingSteps: Step[] = [
  {
    name: 'types',
    run: () => execute([bin('tsc'), '-p', 'tsconfig.json']),
    remedy: 'npx tsc -p tsconfig.json shows it',
  },
  {
    name: 'types of the load tests',
    run: () => execute([bin('tsc'), '-p', 'loadtests/tsconfig.json', '--noEmit']),
    remedy: 'npx tsc -p loadtests/tsconfig.json shows it',
  },
  {
    name: 'types of the console',
    run: () => execute([bin('tsc'), '-p', 'apps/console/src/tsconfig.json']),
    remedy: 'npx tsc -p apps/console/src/tsconfig.json shows it',
  },
  {
    name: 'types of the documentation’s theme',
    run: () => execute([bin('tsc'), '-p', 'apps/docs/theme/tsconfig.json']),
    remedy: 'npx tsc -p apps/docs/theme/tsconfig.json shows it',
  },
  {
    name: 'architecture tests',
    run: () => execute([nodeBinary, 'tools/architecture-tests/src/main.ts']),
    remedy: 'CONTRIBUTING.md says what the rules are for',
  },
  {
    // One process for all packages takes 13 s of CPU; one a package, as the Nx target "lint" does, takes 90 s.
    name: 'lint and boundaries',
    run: lint,
    remedy: 'npx nx show projects && npx eslint . shows it',
  },
  {
    name: 'unused code and dependencies',
    run: () => execute([bin('knip'), '--no-progress', '--no-config-hints']),
    remedy: 'npx knip shows it; knip.jsonc names the entry points',
  },
  {
    name: 'format',
    run: () => execute([bin('prettier'), '--check', '--log-level=warn', '.']),
    remedy: 'npx prettier --write . mends it',
  },
  {
    name: 'every test is run by an Nx target',
    run: async () => {
      const mistakes = misdeclaredTargets(readPackages(repositoryRoot));
      return { code: mistakes.length, output: mistakes.join('\n') };
    },
    remedy: 'name the target under "nx" in the package.json',
  },
];

/** They write files, so they wait until nobody reads any. */
const writingSteps: Step[] = [
  {
    name: 'generate',
    run: () => execute([nodeBinary, 'tools/generate/src/main.ts']),
    remedy: 'npm run generate shows it',
  },
  {
    name: 'generated files are committed',
    run: () => execute(['bash', '-c', unlessClean, 'bash', ...generated]),
    remedy: 'run npm run generate and commit what it wrote',
  },
];

/** Runs every step, also after one has failed, and shows the output of those that fail. */
await runCommand(async () => {
  const say = createNarration();
  const failed: Step[] = [];
  const queue = readingSteps.values();
  // Two lanes take from one queue: each step keeps about one core busy.
  await Promise.all([runSteps(queue, failed, say), runSteps(queue, failed, say)]);
  await runSteps(writingSteps.values(), failed, say);
  for (const { name, remedy } of failed) say(`FAILED  ${name}: ${remedy}`);
  const total = readingSteps.length + writingSteps.length;
  say(failed.length === 0 ? 'all checks passed' : `${failed.length} of ${total} checks failed`);
  return failed.length === 0 ? 0 : 1;
});

/** Without Nx's graph of the packages the import rules are skipped and everything passes, so it is made first. */
async function lint(): Promise<Outcome> {
  const graph = await execute([bin('nx'), 'show', 'projects']);
  if (graph.code !== 0) return graph;
  const outcome = await execute([bin('eslint'), '--max-warnings=0', '.']);
  return outcome.output.includes('No cached ProjectGraph') ? { ...outcome, code: 1 } : outcome;
}

async function runSteps(queue: Iterable<Step>, failed: Step[], say: Say): Promise<void> {
  for (const step of queue) {
    const { code, output } = await step.run();
    say(`${step.name}: ${code === 0 ? 'ok' : 'FAILED'}`);
    if (code === 0) continue;
    failed.push(step);
    process.stdout.write(`${output.trimEnd()}\n`);
  }
}

function execute([command = '', ...args]: string[]): Promise<Outcome> {
  const child = spawn(command, args, { cwd: repositoryRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
