import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');
const sdk = join(root, 'libs', 'sdk');

/** What the SDK depends on, and the types of Node that a TypeScript project has of its own. */
const fromTheWorkspace = ['openapi-fetch', 'openapi-typescript-helpers', '@types/node', 'undici-types'];

/** A stranger's project with the SDK installed from its tarball, outside the workspace. */
export type PackedProject = {
  directory: string;
  /** The file that goes to the registry, and what is in it. */
  tarball: string;
  files: string[];
  write(name: string, text: string): string;
  /** Runs a program in the project and gives what it printed; throws with its output when it fails. */
  run(command: string, ...args: string[]): string;
  remove(): void;
};

/** Builds, packs and installs the SDK. Needs no registry: what it depends on is packed from node_modules. */
export function createPackedProject(): PackedProject {
  const directory = mkdtempSync(join(tmpdir(), 'florin-sdk-'));
  const run = (command: string, ...args: string[]) => execute(directory, command, args);
  // Not where the workspace builds it: several tests do this at the same time.
  const built = join(directory, 'built');
  execute(sdk, process.execPath, [join(root, 'tools', 'sdk-package', 'src', 'build.ts'), built]);
  const packages = [built, ...fromTheWorkspace.map((name) => join(root, 'node_modules', name))];
  const packed = JSON.parse(run('npm', 'pack', '--json', '--ignore-scripts', ...packages)) as Packed[];
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'stranger', private: true }));
  run(
    'npm',
    'install',
    '--offline',
    '--no-audit',
    '--no-fund',
    ...packed.map(({ filename }) => `./${filename}`),
  );
  return {
    directory,
    tarball: join(directory, packed[0]!.filename),
    files: packed[0]!.files.map((file) => file.path),
    write(name, text) {
      writeFileSync(join(directory, name), text);
      return name;
    },
    run,
    remove: () => rmSync(directory, { recursive: true }),
  };
}

type Packed = { filename: string; files: { path: string }[] };

/** The TypeScript of a README's code blocks, in the order they stand. */
export function codeBlocks(readme = readFileSync(join(sdk, 'README.md'), 'utf8')): string[] {
  return [...readme.matchAll(/```ts\n(.*?)```/gs)].map((match) => match[1]!);
}

function execute(cwd: string, command: string, args: string[]): string {
  try {
    // A runner such as Nx forces colours, which would stand in what is compared.
    const env = { ...process.env, FORCE_COLOR: '0' };
    return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}\n${stderr}`);
  }
}
