import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The Node that runs the tests, and every other from 20 on that this machine has on its PATH, a version once:
 * the workspace brings its own, but the SDK promises to run on older ones.
 */
export function nodesFrom20(): [version: string, program: string][] {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((directory) => join(directory, 'node'));
  const programs = [process.execPath, ...onPath.filter((program) => existsSync(program))];
  const byVersion = new Map(programs.map((program) => [versionOf(program), program]));
  return [...byVersion].filter(([version]) => Number(/^v(\d+)/.exec(version)?.[1]) >= 20);
}

function versionOf(program: string): string {
  return execFileSync(program, ['--version'], { encoding: 'utf8' }).trim();
}
