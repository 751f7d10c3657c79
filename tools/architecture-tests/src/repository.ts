import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The files that are, or would be, committed. Paths are relative to the root, with `/`. */
export interface Repository {
  files: string[];
  read(path: string): string;
}

/** One violation of a rule: `path: what is wrong`. */
export type Finding = string;

export type Check = (repository: Repository) => Finding[];

const root = fileURLToPath(new URL('../../..', import.meta.url));

export function openRepository(): Repository {
  const listed = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const files = [...new Set(listed.split('\0'))].filter(
    (path) => path !== '' && existsSync(join(root, path)),
  );
  return { files: files.sort(), read: (path) => readFileSync(join(root, path), 'utf8') };
}

const generated = /(^|\/)(generated|dist)\/|^package-lock\.json$|^asyncapi\.yaml$/;

/** Files with one of these endings that are not generated. */
export function written(repository: Repository, ...endings: string[]): string[] {
  return repository.files.filter(
    (path) => !generated.test(path) && endings.some((ending) => path.endsWith(ending)),
  );
}
