import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs a fixture as a process of its own, with `argument` as JSON, until it dies. */
export async function runUntilKilled(
  fixture: string,
  argument: unknown,
): Promise<{ signal: string | null; complaints: string }> {
  const script = fileURLToPath(new URL(`fixtures/${fixture}`, import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(argument)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += String(chunk)));
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { signal, complaints };
}
