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
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { onSignals, runCommand } from '../commands/command.ts';
import type { Say } from '../narration.ts';
import { createNarration } from '../narration.ts';
import type { Package, TestKind } from './packages.ts';
import { misdeclaredTargets, readPackages, testFiles, testFolders } from './packages.ts';
import { jestCommand } from './jest-command.ts';
import { chooseParts } from '../services/choose-parts.ts';
import { checkServices, startServices } from '../services/services.ts';
import { readSettings } from '../settings.ts';
import { createSupervisor } from '../processes/supervisor.ts';
import type { Supervisor } from '../processes/supervisor.ts';
import type { FileResult, Sum } from './test-results.ts';
import { addFailure, closingLine, skippedLine, sumResults } from './test-results.ts';

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
    // An interrupted run also ends what it started, and prints its last line.
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
  const run: TestRun = { ...command, names, directory, supervisor, say, interrupted, lacking: [] };
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
  report(sum, run.lacking);
  return sum.failed > 0 ? 1 : 0;
}

type TestRun = TestCommand & {
  names: string[];
  directory: string;
  supervisor: Supervisor;
  say: Say;
  interrupted: AbortSignal;
  /** The services that this machine lacks: their tests are skipped. */
  lacking: string[];
};

async function runTests(run: TestRun): Promise<Sum> {
  const { kinds, directory, say } = run;
  const packages = choosePackages(kinds, run.names);
  const files = testFiles(repositoryRoot, packages, kinds);
  const leftovers = await sweepTestDirectories();
  if (leftovers.length > 0) say(`ended what an earlier test run had left: ${leftovers.join(', ')}`);
  const services = await startTestServices(run);
  say(`running ${files.length} test files of ${packages.length} packages`);
  const output = join(directory, 'results.jsonl');
  const code = await runJest({ ...run, packages, files, output, services });
  const results = readResults(output);
  const sum = sumResults(files, results);
  for (const mistake of misdeclaredTargets(packages)) addFailure(sum, mistake);
  if (code !== 0 && sum.failed === 0)
    addFailure(sum, `jest ended with exit code ${code}: see its output above`);
  const slowest = results.toSorted((one, other) => other.seconds - one.seconds).slice(0, 5);
  say(
    `tests are done; the slowest: ${slowest.map(({ file, seconds }) => `${file} ${seconds} s`).join(', ')}`,
  );
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

/**
 * Starts services on free ports, so that tests never use the data of `npm start`. `npm test` takes what the machine has, as
 * `npm start` does; CI and the system tests demand all.
 */
async function startTestServices(run: TestRun): Promise<ServiceUrls> {
  const { kinds, directory, supervisor, say, lacking } = run;
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
  const demandsAll = kinds.includes('system') || Boolean(process.env['CI']);
  const parts = await chooseParts(settings, demandsAll ? 'full' : undefined, say);
  if (!parts.redis) lacking.push('Redis');
  if (!parts.kafka) lacking.push('Kafka');
  await checkServices({ ...settings, parts }, say);
  return startServices({ ...settings, parts }, supervisor, say);
}

type JestRun = TestRun & { packages: Package[]; files: string[]; output: string; services: ServiceUrls };

/** Runs one jest for all packages. Starting a jest for each package takes a minute more. */
async function runJest(run: JestRun): Promise<number | null> {
  const { files, output, services, say, interrupted, giveUpAfterMinutes } = run;
  const jest = spawn(nodeBinary, [...jestCommand, ...jestFlags(run)], {
    cwd: repositoryRoot,
    stdio: 'inherit',
    env: {
      ...process.env,
      ...services,
      TEST_RESULTS: output,
      ...(readSettings().given.DATABASE_URL ? {} : { TEST_DATABASES: 'kept' }),
      // The programs that tests start load their modules in half the time.
      NODE_COMPILE_CACHE: fromRoot('.local', 'cache', 'node'),
      ...(process.stdout.isTTY ? {} : { NO_COLOR: '1', FORCE_COLOR: '0' }),
    },
  });
  const end = () => signalTree(jest.pid ?? 0, 'SIGKILL');
  if (interrupted.aborted) end();
  interrupted.addEventListener('abort', end);
  const beat = setInterval(
    () => say(`${readResults(output).length} of ${files.length} test files are done`),
    30_000,
  );
  const limit = setTimeout(() => {
    say(`the tests took longer than ${giveUpAfterMinutes} minutes: ending them`);
    end();
  }, giveUpAfterMinutes * 60_000);
  const code = await new Promise<number | null>((resolve) => jest.once('exit', resolve));
  clearInterval(beat);
  clearTimeout(limit);
  return code;
}

function jestFlags({ packages, kinds }: JestRun): string[] {
  const folders = packages.flatMap(({ directory, tests }) =>
    tests.filter((kind) => kinds.includes(kind)).map((kind) => `${directory}/${testFolders[kind]}`),
  );
  return [
    ...folders.map((folder) => `--roots=${folder}`),
    ...(kinds.includes('system') ? [] : ['--testPathIgnorePatterns=/test/system/']),
    '--reporters=default',
    `--reporters=${fromRoot('tools/local-stack/src/tests/file-reporter.ts')}`,
    `--testSequencer=${fromRoot('tools/local-stack/src/tests/longest-first.ts')}`,
    // One more than there are cores, because many files wait for a lease, a time limit or a process that starts.
    `--maxWorkers=${availableParallelism() + 1}`,
    // Each test file leaves some megabytes in its worker.
    '--workerIdleMemoryLimit=1GB',
  ];
}

function readResults(path: string): FileResult[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as FileResult);
}

function report(sum: Sum, lacking: readonly string[]): void {
  console.log('');
  for (const failure of sum.failures) console.log(`FAILED  ${failure}`);
  const skipped = skippedLine(sum, lacking);
  if (skipped !== undefined) console.log(skipped);
  console.log(closingLine(sum));
}
