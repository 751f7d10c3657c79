import { fromRoot, unpackRevision } from '@florin/processes';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * The revision of the last released version: the one that released `libs/sdk/released/openapi.yaml`. A release moves it
 * (docs/operations/upgrading.md).
 */
const releasedRevision = '6022f7830c80fc768ba08ffaa9db2d878b1b8d51';

const folders = ['apps', 'libs', 'tools/admin'];

/**
 * Unpacks the released version below `.local`, with the packages that are installed now, and returns its folder. Undefined,
 * after one line, where the clone does not reach back to it. Throws where it should.
 */
export async function unpackReleased(): Promise<string | undefined> {
  const directory = fromRoot('.local', 'released', releasedRevision);
  if (existsSync(directory)) return directory;
  if (git('cat-file', '-e', `${releasedRevision}^{commit}`).status !== 0) {
    const shallow = git('rev-parse', '--is-shallow-repository').stdout.trim();
    if (shallow === 'false')
      throw new Error(`The released revision ${releasedRevision} is not in this repository.`);
    process.stderr.write(
      `Not tried: this clone lacks the revision ${releasedRevision} (git fetch --unshallow).\n`,
    );
    return undefined;
  }
  return unpackRevision(releasedRevision, directory, {
    paths: [...folders, 'openapi.yaml', 'package.json'],
    complete: linkPackages,
  });
}

const git = (...args: string[]) => spawnSync('git', args, { cwd: fromRoot(), encoding: 'utf8' });

/** Third-party packages are those of now; `@florin/…` are its own. */
function linkPackages(directory: string): void {
  const modules = join(directory, 'node_modules');
  const own = join(modules, '@florin');
  mkdirSync(own, { recursive: true });
  for (const name of readdirSync(fromRoot('node_modules')))
    if (name !== '@florin') symlinkSync(fromRoot('node_modules', name), join(modules, name));
  for (const parent of folders.slice(0, 2))
    for (const name of readdirSync(join(directory, parent))) linkPackage(directory, join(parent, name));
  linkPackage(directory, 'tools/admin');
}

function linkPackage(directory: string, path: string): void {
  symlinkSync(join('..', '..', path), join(directory, 'node_modules', '@florin', basename(path)));
  const nested = fromRoot(path, 'node_modules');
  if (existsSync(nested)) symlinkSync(nested, join(directory, path, 'node_modules'));
}
