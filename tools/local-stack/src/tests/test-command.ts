import {
  freePorts,
  fromRoot,
  nodeBinary,
  openTestDirectory,
  repositoryRoot,
  runDirectory,
  type ServiceUrls,
  SetupProblem,
  signalTree,
  sweepTestDirectories,
} from '@florin/processes';
import { spawn } from 'node:child_process';
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { onSignals, runCommand } from '../commands/command.ts';
import type { Say } from '../narration.ts';
import { createNarration } from '../narration.ts';
import type { Package, TestKind } from './packages.ts';
import { misdeclaredTargets, readPackages } from './packages.ts';
import { checkServices, startServices } from '../services/services.ts';
import { readSettings } from '../settings.ts';
import { createSupervisor } from '../processes/supervisor.ts';
import type { Supervisor } from '../processes/supervisor.ts';
import type { JestReport, Sum } from './test-results.ts';
import { addFailure, closingLine, sumResults } from './test-results.ts';

const results = fromRoot('.local', 'results');

export type TestCommand = {
  kinds: readonly TestKind[];
  /** A hanging test ends the run here. Together the limits of all that `.ci/run` starts stay below an hour. */
  giveUpAfterMinutes: number;
};

/** The main() of `npm test` and `npm run test:system`. Arguments are names of packages; without any, all are tested. */
export async function runTestCommand(command: TestCommand): Promise<void> {
  await runCommand(async (names) => {
    const interrupted = new AbortController();
    const end = testAndReport(command, names, interrupted.signal);
    // Also an interrupted run ends what it started and closes with its line.
    const interrupt = async () => {
      interrupted.abort();
      await end;
    };
    onSignals(interrupt, interrupt, 130);
    return end;
  });
}

async function testAndReport(
  command: TestCommand,
  names: string[],
  interrupted: AbortSignal,
): Promise<number> {
  const say = createNarration();
  const directory = openTestDirectory();
  const supervisor = createSupervisor({ runDirectory: runDirectory(directory), say, revive: false });
  interrupted.addEventListener('abort', () => void supervisor.stop());
  const run: TestRun = { ...command, names, directory, supervisor, say, interrupted };
  const sum = await runTests(run).catch((error: Error): Sum => ({
    passed: 0,
    failed: 1,
    skipped: 0,
    failures: [error instanceof SetupProblem ? error.message : String(error.stack)],
  }));
  if (interrupted.aborted) addFailure(sum, 'the run was interrupted');
  await supervisor.stop();
  await sweepTestDirectories();
  rmSync(directory, { recursive: true, force: true });
  report(sum);
  return sum.failed > 0 ? 1 : 0;
}

type TestRun = TestCommand & {
  names: string[];
  directory: string;
  supervisor: Supervisor;
  say: Say;
  interrupted: AbortSignal;
};

async function runTests(run: TestRun): Promise<Sum> {
  const { kinds, directory, supervisor, say } = run;
  const packages = choosePackages(kinds, run.names);
  const leftovers = await sweepTestDirectories();
  if (leftovers.length > 0) say(`ended what an earlier test run had left: ${leftovers.join(', ')}`);
  const services = await startTestServices(directory, supervisor, say);
  rmSync(results, { recursive: true, force: true });
  const runs = packages.flatMap(({ name, tests }) =>
    tests.filter((kind) => kinds.includes(kind)).map((kind) => ({ name, kind })),
  );
  say(`running ${runs.length} sets of tests in ${packages.length} packages`);
  const code = await runNx({ ...run, packages, sets: runs.length, services });
  const sum = sumResults(
    runs.map(({ name, kind }) => ({ label: `${name} ${kind}`, report: readReport(name, kind) })),
  );
  for (const mistake of misdeclaredTargets(packages)) addFailure(sum, mistake);
  if (code !== 0 && sum.failed === 0)
    addFailure(sum, `nx ended with exit code ${code}: see its output above`);
  say('tests are done');
  return sum;
}

function choosePackages(kinds: readonly TestKind[], names: string[]): Package[] {
  const packages = readPackages(repositoryRoot).filter(({ tests }) =>
    tests.some((kind) => kinds.includes(kind)),
  );
  const unknown = names.find((name) => !packages.some((pkg) => isNamed(pkg, name)));
  if (unknown) throw new SetupProblem(`There is no package with tests called ${unknown}.`);
  return names.length === 0 ? packages : packages.filter((pkg) => names.some((name) => isNamed(pkg, name)));
}

function isNamed({ name, directory }: Package, wanted: string): boolean {
  return [name, directory, name.replace('@florin/', '')].includes(wanted);
}

/** A stack of its own on free ports, so that tests never meet the data of `npm start`. */
async function startTestServices(directory: string, supervisor: Supervisor, say: Say): Promise<ServiceUrls> {
  const [postgresPort = 0, kafkaPort = 0, kafkaControllerPort = 0, ...redisPorts] = await freePorts(6);
  const settings = {
    ...readSettings(),
    directory,
    logDirectory: join(directory, 'logs'),
    runDirectory: runDirectory(directory),
    postgresPort,
    kafkaPort,
    kafkaControllerPort,
    redisPorts,
  };
  await checkServices(settings, say);
  return startServices(settings, supervisor, say);
}

type NxRun = TestRun & { packages: Package[]; sets: number; services: ServiceUrls };

async function runNx(run: NxRun): Promise<number | null> {
  const { packages, kinds, sets, services, say, interrupted, giveUpAfterMinutes } = run;
  const cache = process.env['CI'] ? ['--skip-nx-cache'] : [];
  const projects = `--projects=${packages.map(({ name }) => name).join(',')}`;
  const flags = ['-t', ...kinds, projects, '--parallel=2', '--output-style=static', ...cache];
  const nx = spawn(nodeBinary, [fromRoot('node_modules/.bin/nx'), 'run-many', ...flags], {
    cwd: repositoryRoot,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...services,
      ...(process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: '0' }),
    },
  });
  const end = () => signalTree(nx.pid ?? 0, 'SIGKILL');
  if (interrupted.aborted) end();
  interrupted.addEventListener('abort', end);
  const beat = setInterval(() => say(`${countReports()} of ${sets} sets of tests are done`), 30_000);
  const limit = setTimeout(() => {
    say(`the tests took longer than ${giveUpAfterMinutes} minutes: ending them`);
    end();
  }, giveUpAfterMinutes * 60_000);
  const code = await new Promise<number | null>((resolve) => nx.once('exit', resolve));
  clearInterval(beat);
  clearTimeout(limit);
  return code;
}

function countReports(): number {
  return globSync('**/*.json', { cwd: results }).length;
}

function readReport(name: string, kind: string): JestReport | undefined {
  const path = join(results, name, `${kind}.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as JestReport) : undefined;
}

function report(sum: Sum): void {
  console.log('');
  for (const failure of sum.failures) console.log(`FAILED  ${failure}`);
  if (sum.skipped > 0) console.log(`${sum.skipped} skipped`);
  console.log(closingLine(sum));
}
