import { fromRoot, nodeBinary } from '@florin/processes';
import { spawn } from 'node:child_process';
import type { Say } from './narration.ts';

/**
 * Builds the files of the console and of the documentation, each if its sources have changed. Without them the bank runs, and
 * /console or /docs says so.
 */
export async function buildSites(say: Say): Promise<void> {
  await Promise.all([build('console', say), build('docs', say)]);
}

async function build(app: string, say: Say): Promise<void> {
  const child = spawn(nodeBinary, [fromRoot('apps', app, 'build/main.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const code = await new Promise((resolve) => child.once('close', resolve).once('error', resolve));
  if (code === 0) return say(output.trim());
  process.stderr.write(errors);
  say(`apps/${app} could not be built: its own words stand above`);
}
