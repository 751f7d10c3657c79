import { spawn } from 'node:child_process';
import { runCommand } from './command.ts';
import { createNarration } from '../narration.ts';
import { fromRoot, nodeBinary, repositoryRoot } from '../repository.ts';

type Step = { name: string; command: string[]; remedy: string };

const generated = ['libs/http/src/generated', 'libs/sdk/src/generated', 'docs/errors', 'asyncapi.yaml'];
const skipCache = process.env['CI'] ? ['--skip-nx-cache'] : [];
const bin = (name: string) => fromRoot('node_modules', '.bin', name);

const steps: Step[] = [
  {
    name: 'format',
    command: [bin('prettier'), '--check', '--log-level=warn', '.'],
    remedy: 'npx prettier --write . mends it',
  },
  {
    name: 'types',
    command: [bin('tsc'), '-p', 'tsconfig.json'],
    remedy: 'npx tsc -p tsconfig.json shows it',
  },
  {
    name: 'lint and boundaries',
    command: [bin('nx'), 'run-many', '-t', 'lint', '--output-style=static', ...skipCache],
    remedy: 'npx nx run-many -t lint shows it',
  },
  {
    name: 'house rules',
    command: [nodeBinary, 'tools/house-checks/src/main.ts'],
    remedy: 'CONTRIBUTING.md says what the rules are for',
  },
  {
    name: 'generate',
    command: [nodeBinary, 'tools/generate/src/main.ts'],
    remedy: 'npm run generate shows it',
  },
  {
    name: 'generated files are committed',
    command: [
      'bash',
      '-c',
      'test -z "$(git status --porcelain -- "$@" | tee /dev/stderr)"',
      'bash',
      ...generated,
    ],
    remedy: 'run npm run generate and commit what it wrote',
  },
];

/** Runs every step, also after one has failed, and shows the output of those that fail. */
await runCommand(async () => {
  const say = createNarration();
  const failed: Step[] = [];
  for (const step of steps) {
    const { code, output } = await run(step.command);
    say(`${step.name}: ${code === 0 ? 'ok' : 'FAILED'}`);
    if (code === 0) continue;
    failed.push(step);
    process.stdout.write(`${output.trimEnd()}\n`);
  }
  for (const { name, remedy } of failed) say(`FAILED  ${name}: ${remedy}`);
  say(failed.length === 0 ? 'all checks passed' : `${failed.length} of ${steps.length} checks failed`);
  return failed.length === 0 ? 0 : 1;
});

function run([command = '', ...args]: string[]): Promise<{ code: number; output: string }> {
  const child = spawn(command, args, { cwd: repositoryRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
