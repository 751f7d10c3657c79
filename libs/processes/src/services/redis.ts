import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createConnection } from 'node:net';
import type { ProgramDescription } from '../program.ts';
import { SetupProblem } from '../setup-problem.ts';
import { stderrOf } from '../error-code.ts';

/** Describes a Redis that writes nothing to disk: locks live for seconds, and PostgreSQL decides. */
export function describeRedis(options: { name: string; directory: string; port: number; logFile: string }) {
  mkdirSync(options.directory, { recursive: true });
  const listen = ['--port', String(options.port), '--bind', '127.0.0.1', '--dir', options.directory];
  const volatile = ['--save', '', '--appendonly', 'no', '--daemonize', 'no'];
  return {
    name: options.name,
    command: 'redis-server',
    args: [...listen, ...volatile],
    logFile: options.logFile,
    isReady: () => answersPing(options.port),
    readyWithinMs: 10_000,
  } satisfies ProgramDescription;
}

/** Installs Debian's redis-server when the user is root; otherwise throws a SetupProblem that says what to install. */
export function ensureRedisServer(say: (line: string) => void): void {
  if (isInstalled()) return;
  const canInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
  if (canInstall) {
    say('redis-server is missing: installing it with apt-get');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['-q', 'update'], { env, stdio: 'ignore' });
    // Debian also starts a service on port 6379. Preventing that would change the machine's policy-rc.d.
    execFileSyncQuietly('apt-get', ['-q', '-y', '--no-install-recommends', 'install', 'redis-server'], env);
  }
  if (isInstalled()) return;
  throw new SetupProblem(
    'redis-server is not installed: install it (Debian: sudo apt-get install redis-server; macOS: brew install redis), or set REDIS_URLS.',
  );
}

function isInstalled(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

function execFileSyncQuietly(command: string, args: string[], env: NodeJS.ProcessEnv): void {
  try {
    execFileSync(command, args, { env, stdio: 'pipe' });
  } catch (error) {
    throw new SetupProblem(`apt-get could not install redis-server: ${stderrOf(error).split('\n').at(-1)}`);
  }
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'));
    const answer = (ready: boolean) => {
      socket.destroy();
      resolve(ready);
    };
    socket.once('data', (data) => answer(data.toString().startsWith('+PONG')));
    socket.once('error', () => answer(false));
    socket.setTimeout(1_000, () => answer(false));
  });
}
