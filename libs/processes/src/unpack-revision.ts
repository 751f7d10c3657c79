import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { repositoryRoot } from './repository.ts';

/**
 * Unpacks a git revision into a folder that does not exist yet, all of it or these paths, and returns the folder. `complete`
 * adds to the unpacked files before they have that name, so that nobody sees half of it. Throws what git or `complete` throw.
 */
export async function unpackRevision(
  revision: string,
  folder: string,
  {
    paths = [],
    complete,
  }: { paths?: readonly string[]; complete: (unpacked: string) => void | Promise<void> },
): Promise<string> {
  mkdirSync(dirname(folder), { recursive: true });
  const arriving = mkdtempSync(`${folder}-`);
  try {
    const options = { cwd: repositoryRoot, maxBuffer: 1024 ** 3 };
    execFileSync('tar', ['-x', '-C', arriving], {
      input: execFileSync('git', ['archive', revision, ...paths], options),
    });
    await complete(arriving);
    // Another process may have been faster.
    if (!existsSync(folder)) renameSync(arriving, folder);
    return folder;
  } finally {
    rmSync(arriving, { recursive: true, force: true });
  }
}
