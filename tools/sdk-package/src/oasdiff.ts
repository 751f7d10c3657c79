import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** The version is pinned, because its rules decide what counts as breaking. */
const version = 'v1.35.0';

export type Comparison = { broken: boolean; findings: string };

/**
 * oasdiff (a Go module), built once into `.local`, which takes about a minute on two cores; undefined without Go.
 */
export function installOasdiff(root: string, say: (line: string) => void): string | undefined {
  const directory = join(root, '.local', 'tools', `oasdiff-${version}`);
  const program = join(directory, 'oasdiff');
  if (existsSync(program)) return program;
  if (spawnSync('go', ['version']).status !== 0) return undefined;
  say(`Building oasdiff ${version} with Go, once`);
  mkdirSync(directory, { recursive: true });
  const built = spawnSync('go', ['install', `github.com/oasdiff/oasdiff@${version}`], {
    env: { ...process.env, GOBIN: directory },
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(`oasdiff could not be built:\n${built.stderr}`);
  return program;
}

/** The changes from `before` to `after` that break a client of `before`. Both are paths of OpenAPI documents. */
export function compareContracts(oasdiff: string, before: string, after: string): Comparison {
  const args = ['breaking', before, after, '--fail-on', 'ERR', '--format', 'singleline', '--color', 'never'];
  const { status, stdout, stderr } = spawnSync(oasdiff, args, { encoding: 'utf8' });
  if (status !== 0 && status !== 1) throw new Error(`oasdiff failed:\n${stderr}`);
  return { broken: status === 1, findings: stdout.trim() };
}
