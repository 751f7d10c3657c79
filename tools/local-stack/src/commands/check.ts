import { spawn } from 'node:child_process';
import { runCommand } from './command.ts';
import { createNarration } from '../narration.ts';
import { fromRoot, nodeBinary, repositoryRoot } from '../repository.ts';
import { misdeclaredTargets, readRooms, unlinted } from '../tests/rooms.ts';

type Outcome = { code: number; output: string };
type Step = { name: string; run: () => Promise<Outcome>; remedy: string };

const generated = ['libs/http/src/generated', 'libs/sdk/src/generated', 'docs/errors', 'asyncapi.yaml'];
const skipCache = process.env['CI'] ? ['--skip-nx-cache'] : [];
const bin = (name: string) => fromRoot('node_modules', '.bin', name);

const steps: Step[] = [
  {
    name: 'format',
    run: () => execute([bin('prettier'), '--check', '--log-level=warn', '.']),
    remedy: 'npx prettier --write . mends it',
  },
  {
    name: 'types',
    run: () => execute([bin('tsc'), '-p', 'tsconfig.json']),
    remedy: 'npx tsc -p tsconfig.json shows it',
  },
  {
    name: 'lint and boundaries',
    run: () => execute([bin('nx'), 'run-many', '-t', 'lint', '--output-style=static', ...skipCache]),
    remedy: 'npx nx run-many -t lint shows it',
  },
  {
    name: 'every room is linted and tested',
    run: async () => {
      const rooms = readRooms(repositoryRoot);
      const mistakes = [...unlinted(rooms), ...misdeclaredTargets(rooms)];
      return { code: mistakes.length, output: mistakes.join('\n') };
    },
    remedy: 'name the missing targets under "nx" in the package.json',
  },
  {
    name: 'house rules',
    run: () => execute([nodeBinary, 'tools/house-checks/src/main.ts']),
    remedy: 'CONTRIBUTING.md says what the rules are for',
  },
  {
    name: 'generate',
    run: () => execute([nodeBinary, 'tools/generate/src/main.ts']),
    remedy: 'npm run generate shows it',
  },
  {
    name: 'generated files are committed',
    run: () =>
      execute([
        'bash',
        '-c',
        'test -z "$(git status --porcelain -- "$@" | tee /dev/stderr)"',
        'bash',
        ...generated,
      ]),
    remedy: 'run npm run generate and commit what it wrote',
  },
];

/** Runs every step, also after one has failed, and shows the output of those that fail. */
await runCommand(async () => {
  const say = createNarration();
  const failed: Step[] = [];
  for (const step of steps) {
    const { code, output } = await step.run();
    say(`${step.name}: ${code === 0 ? 'ok' : 'FAILED'}`);
    if (code === 0) continue;
    failed.push(step);
    process.stdout.write(`${output.trimEnd()}\n`);
  }
  for (const { name, remedy } of failed) say(`FAILED  ${name}: ${remedy}`);
  say(failed.length === 0 ? 'all checks passed' : `${failed.length} of ${steps.length} checks failed`);
  return failed.length === 0 ? 0 : 1;
});

function execute([command = '', ...args]: string[]): Promise<Outcome> {
  const child = spawn(command, args, { cwd: repositoryRoot, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 127, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
