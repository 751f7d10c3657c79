import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromRoot } from '@florin/processes';
import { execute, npmPack, packPackage, type PublishedName } from './packed-package.ts';

/** A third party's project with published packages installed from their tarballs, outside the workspace. */
export type PackedProject = {
  directory: string;
  write(name: string, text: string): string;
  /** Runs a program in the project and gives what it printed; throws with its output when it fails. */
  run(command: string, ...args: string[]): string;
  remove(): void;
};

/** Needs no registry: the packages' dependencies are packed from node_modules. */
export function createPackedProject(
  published: readonly PublishedName[],
  dependencies: readonly string[],
): PackedProject {
  const directory = mkdtempSync(join(tmpdir(), 'florin-third-party-'));
  const run = (command: string, ...args: string[]) => execute(directory, command, ...args);
  const folders = dependencies.map((name) => fromRoot('node_modules', name));
  const tarballs = [
    ...published.map((name) => packPackage(name).tarball),
    ...npmPack(directory, folders).map(({ filename }) => `./${filename}`),
  ];
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ name: 'third-party', private: true }));
  run('npm', 'install', '--offline', '--no-audit', '--no-fund', ...tarballs);
  return {
    directory,
    write(name, text) {
      writeFileSync(join(directory, name), text);
      return name;
    },
    run,
    remove: () => rmSync(directory, { recursive: true }),
  };
}
