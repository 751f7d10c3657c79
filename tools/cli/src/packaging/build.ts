/**
 * `npm run build -w @florin/cli` builds the published package in tools/cli/dist, or in the directory given as argument.
 * Run `npm pack` there. The program is one file with all that it imports: loading the files one by one took most of its
 * start. `npm run check` checks the types.
 */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';
import { publishedManifest } from './published-manifest.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const cli = join(root, 'tools', 'cli');
const dist = process.argv[2] ?? join(cli, 'dist');

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'src'), { recursive: true });
const bundle = await rolldown({ input: join(cli, 'src', 'main.ts'), platform: 'node', external: /^node:/ });
const { output } = await bundle.write({
  file: join(dist, 'src', 'main.js'),
  format: 'esm',
  codeSplitting: false,
});
await bundle.close();
const [program] = output;
chmodSync(join(dist, 'src', 'main.js'), 0o755);
const manifest = publishedManifest(JSON.parse(readFileSync(join(cli, 'package.json'), 'utf8')));
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
writeFileSync(join(dist, 'THIRD-PARTY-LICENSES'), licencesOf(program.moduleIds));
copyFileSync(join(cli, 'README.md'), join(dist, 'README.md'));
copyFileSync(join(root, 'LICENSE'), join(dist, 'LICENSE'));
console.log(`Built ${manifest.name} ${manifest.version} in ${dist}`);

/** The licences of the packages in the program, which their terms want beside it. Throws when one has no licence file. */
function licencesOf(modules: readonly string[]): string {
  const packages = modules.map(packageOf).filter((folder) => folder !== undefined);
  const texts = [...new Set(packages)].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const [file] = globSync('{LICENSE,LICENCE,license}*', { cwd: folder });
    if (file === undefined) throw new Error(`${name} has no licence file.`);
    return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

/** The folder of the third-party package that a module belongs to. */
function packageOf(path: string): string | undefined {
  if (!path.includes(join('/', 'node_modules', '/'))) return undefined;
  let folder = dirname(path);
  // Folders of a package may have a package.json of their own, which says only of what type its modules are.
  while (!existsSync(join(folder, 'package.json')) || !hasName(folder)) folder = dirname(folder);
  return folder;
}

function hasName(folder: string): boolean {
  return 'name' in JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
