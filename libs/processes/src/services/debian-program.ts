import { execFileSync, spawnSync } from 'node:child_process';
import { SetupProblem } from '../setup-problem.ts';
import { stderrOf } from '../error-code.ts';

/** A program that comes from the operating system's packages. */
export type DebianProgram = {
  program: string;
  /** The argument with which it prints its version and ends. */
  versionFlag: string;
  debianPackage: string;
  /** What a person may do instead of installing Debian's package. */
  otherwise: string;
};

/** Installs Debian's package when the user is root; otherwise throws a SetupProblem that says what to install. */
export function ensureDebianProgram(wanted: DebianProgram, say: (line: string) => void): void {
  if (isInstalled(wanted)) return;
  const { program, debianPackage, otherwise } = wanted;
  const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (canInstall) {
    say(`${program} is missing: installing it with apt-get`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['-q', 'update'], { env, stdio: 'ignore' });
    // Debian may also start a service of it. Preventing that would change the machine's policy-rc.d.
    install(debianPackage, env);
  }
  if (isInstalled(wanted)) return;
  throw new SetupProblem(
    `${program} is not installed: install it (Debian: sudo apt-get install ${debianPackage}${otherwise}.`,
  );
}

function isInstalled({ program, versionFlag }: DebianProgram): boolean {
  return spawnSync(program, [versionFlag]).status === 0;
}

function install(debianPackage: string, env: NodeJS.ProcessEnv): void {
  try {
    const args = ['-q', '-y', '--no-install-recommends', 'install', debianPackage];
    execFileSync('apt-get', args, { env, stdio: 'pipe' });
  } catch (error) {
    throw new SetupProblem(
      `apt-get could not install ${debianPackage}: ${stderrOf(error).split('\n').at(-1)}`,
    );
  }
}
