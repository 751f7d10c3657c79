import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync } from 'node:fs';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromRoot } from '@florin/processes';

/** What third parties install, the program that builds it, and all that the result is made of. */
const published = {
  sdk: {
    build: 'tools/sdk-package/src/build.ts',
    madeOf: ['libs/sdk/package.json', 'libs/sdk/*.md', 'libs/sdk/src/**/*.ts', 'tools/sdk-package/src/*.ts'],
  },
  cli: {
    build: 'tools/cli/src/packaging/build.ts',
    // The SDK and the other packages are in its program.
    madeOf: [
      ...['tools/cli/package.json', 'tools/cli/*.md', 'tools/cli/src/**/*.ts', 'libs/sdk/src/**/*.ts'],
      'package-lock.json',
    ],
  },
  server: {
    build: 'tools/local-stack/src/server/build.ts',
    madeOf: [
      ...['{apps,libs}/*/package.json', '{apps,libs}/*/src/**/*.{ts,tsx,css}', '{apps,libs}/*/migrations/*'],
      ...[
        'apps/console/{build/*,index.html,public/**/*.*}',
        'tools/local-stack/src/**/*.{ts,md}',
        'package.json',
      ],
    ],
  },
};

export type PublishedName = keyof typeof published;
/** The file that goes to the registry, and what is in it. */
export type PackedPackage = { tarball: string; files: string[] };

/**
 * Builds and packs one of the published packages. Several tests want it and a build takes seconds, so what was made
 * of the same sources before is used again, from `.local/packed`.
 */
export function packPackage(name: PublishedName): PackedPackage {
  const { build, madeOf } = published[name];
  const kept = fromRoot('.local', 'packed', `${name}-${digestOf(madeOf)}`);
  if (!existsSync(kept)) {
    const directory = mkdtempSync(join(tmpdir(), `florin-${name}-`));
    execute(fromRoot(), process.execPath, build, join(directory, 'built'));
    const [packed] = npmPack(directory, [join(directory, 'built')]);
    rmSync(join(directory, 'built'), { recursive: true });
    writeFileSync(join(directory, 'packed.json'), JSON.stringify(packed));
    keep(directory, kept);
  }
  const { filename, files } = JSON.parse(readFileSync(join(kept, 'packed.json'), 'utf8')) as Packed;
  return { tarball: join(kept, filename), files: files.map(({ path }) => path) };
}

type Packed = { filename: string; files: { path: string }[] };

/** Makes a tarball of each of the folders; needs no registry. */
export function npmPack(directory: string, folders: readonly string[]): Packed[] {
  // Without a folder, npm would pack the directory itself.
  if (folders.length === 0) return [];
  return JSON.parse(execute(directory, 'npm', 'pack', '--json', '--ignore-scripts', ...folders)) as Packed[];
}

/** Runs a program and gives what it printed; throws with its output when it fails. */
export function execute(cwd: string, command: string, ...args: string[]): string {
  try {
    // A runner such as Nx forces colours, which would stand in what is compared.
    const plain = ['FORCE_COLOR=0', command, ...args];
    return execFileSync('env', plain, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** Whole or not at all: another test may do the same at this moment. */
function keep(directory: string, kept: string): void {
  mkdirSync(join(kept, '..'), { recursive: true });
  // The folder for temporary files may be on another disk, from which nothing can be renamed.
  const beside = `${kept}.${process.pid}`;
  cpSync(directory, beside, { recursive: true });
  rmSync(directory, { recursive: true });
  try {
    renameSync(beside, kept);
  } catch (error) {
    if (!existsSync(kept)) throw error;
    rmSync(beside, { recursive: true });
  }
}

function digestOf(patterns: readonly string[]): string {
  const digest = createHash('sha256');
  for (const path of [...globSync(patterns, { cwd: fromRoot() }), 'LICENSE', 'package-lock.json'].toSorted())
    digest
      .update(path)
      .update('\0')
      .update(readFileSync(fromRoot(path)))
      .update('\0');
  return digest.digest('hex').slice(0, 16);
}
