import { createHash } from 'node:crypto';
import {
  existsSync,
  globSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Files for browsers that are made from sources of this repository. */
export type Site = {
  /** The folder to which the patterns of `sources` belong. */
  root: string;
  /** Patterns of all files that the result depends on. */
  sources: readonly string[];
  /** Where the builds are; `current` in it is a link to the latest. */
  dist: string;
  /** Writes the files into the folder `draft`, which does not exist yet. */
  build(draft: string): Promise<void>;
};

/**
 * Builds a site's files into `dist/current`, unless those there were built from the same sources. Several processes may do it at
 * once, and one may serve the files meanwhile: each builds in a folder of its own, and the link changes at once.
 */
export async function buildOnce(site: Site): Promise<'built' | 'unchanged'> {
  const { dist } = site;
  const hash = hashOfSources(site);
  const built = join(dist, hash);
  const current = join(dist, 'current');
  if (existsSync(built) && existsSync(current) && realpathSync(current) === realpathSync(built))
    return 'unchanged';
  const draft = join(dist, `draft-${process.pid}`);
  rmSync(draft, { recursive: true, force: true });
  await site.build(draft);
  for (const file of globSync('**/*.{html,js,css,svg,md,txt,json}', { cwd: draft }))
    compress(join(draft, file));
  // The same files are there already when another process was faster.
  if (existsSync(built)) rmSync(draft, { recursive: true });
  else renameSync(draft, built);
  const link = join(dist, `link-${process.pid}`);
  symlinkSync(hash, link);
  renameSync(link, current);
  removeOlder(dist, hash);
  return 'built';
}

function removeOlder(dist: string, hash: string): void {
  const older = readdirSync(dist).filter((name) => /^[0-9a-f]{64}$/.test(name) && name !== hash);
  for (const name of older) rmSync(join(dist, name), { recursive: true, force: true });
}

/** The server sends these instead of compressing each answer. */
function compress(path: string): void {
  const content = readFileSync(path);
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
  // Quality 11 takes 8 s for the 5 MB of Scalar's script, and saves a tenth.
  const quality = content.length > 1_000_000 ? 9 : 11;
  writeFileSync(
    `${path}.br`,
    brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
  );
}

function hashOfSources({ root, sources }: Site): string {
  const hash = createHash('sha256');
  const files = sources.flatMap((pattern) => globSync(pattern, { cwd: root }));
  for (const file of files.filter((path) => !path.endsWith('.test.ts')).sort())
    hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}
