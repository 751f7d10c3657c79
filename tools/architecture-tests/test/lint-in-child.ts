import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Sample } from './lint-samples.ts';

const program = fileURLToPath(new URL('./lint-samples.ts', import.meta.url));

/** The messages about each sample (`rule: message id`), under eslint.config.js or another configuration. */
export async function lintSamples(samples: Sample[], configFile?: string): Promise<string[][]> {
  const child = spawn(process.execPath, [program, ...(configFile ? [configFile] : [])], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  child.stdin.end(JSON.stringify(samples));
  const output = await text(child.stdout);
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as string[][];
}
