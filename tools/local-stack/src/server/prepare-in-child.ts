import { type AppName, SetupProblem } from '@florin/processes';
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Say } from '../narration.ts';

/**
 * Prepares the bank in a process of its own, which ends: what it loads would stay in the memory of this one, and needs a newer
 * Node. Returns the URL of each app's role. `url` is that of the administrator.
 */
export async function prepareInChild(
  node: string,
  { directory, url }: { directory: string; url: string },
  say: Say,
): Promise<Record<AppName, string>> {
  const child = spawn(node, [resolve(import.meta.dirname, 'prepare.js')], {
    env: { ...process.env, DATABASE_URL: url, FLORIN_LOCAL: directory },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((done) => child.once('close', done).once('error', done));
  const [out, said, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new SetupProblem(`The bank could not be prepared: ${said.trim()}`);
  for (const line of said.trim().split('\n')) say(line);
  return JSON.parse(out);
}
