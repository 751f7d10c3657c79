import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs a fixture as a process, with `argument` as JSON, until it dies. */
export async function runUntilKilled(
  fixture: string,
  argument: unknown,
): Promise<{ signal: string | null; stderr: string }> {
  const script = fileURLToPath(new URL(`fixtures/${fixture}`, import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(argument)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += String(chunk)));
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { signal, stderr };
}
