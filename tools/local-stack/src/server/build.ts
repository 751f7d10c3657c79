/**
 * `npm run build -w @florin/local-stack` builds the package `florin-server` in tools/local-stack/dist, or in the directory given as
 * argument. Run `npm pack` there. Our own files keep their places, because they find migrations and pages from there; what they
 * import of others becomes the package's dependencies.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { rolldown } from 'rolldown';

type Manifest = {
  version: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};

const root = join(import.meta.dirname, '..', '..', '..', '..');
const own = join('tools', 'local-stack');
const program = join(own, 'src', 'server', 'main');
const dist = process.argv[2] ?? join(root, own, 'dist');

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
const folders = await compile([
  program,
  join(own, 'src', 'server', 'prepare'),
  join('apps', 'all', 'src', 'main'),
]);
for (const folder of folders) copyBeside(join(folder, 'migrations'));
// The version in the metric of the build.
copyBeside(join('libs', 'service', 'package.json'));
for (const app of ['console', 'docs']) copySite(app);
chmodSync(join(dist, `${program}.js`), 0o755);
const manifest = publishedManifest(folders);
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
copyFileSync(join(root, own, 'src', 'server', 'README.md'), join(dist, 'README.md'));
copyFileSync(join(root, 'LICENSE'), join(dist, 'LICENSE'));
console.log(`Built ${manifest.name} ${manifest.version} in ${dist}`);

/** Compiles the programs and all of ours that they import. Returns the folders of the packages that this is from. */
async function compile(programs: string[]): Promise<string[]> {
  const bundle = await rolldown({
    cwd: root,
    input: programs.map((path) => join(root, `${path}.ts`)),
    platform: 'node',
    external: (id) => !/^(\.|@florin\/)/.test(id) && !isAbsolute(id),
    transform: { target: 'node20' },
  });
  const { output } = await bundle.write({
    dir: dist,
    format: 'esm',
    preserveModules: true,
    preserveModulesRoot: root,
    entryFileNames: '[name].js',
  });
  await bundle.close();
  const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  const places = modules.map((path) => relative(root, path).split('/').slice(0, 2).join('/'));
  return [...new Set(places)].filter((folder) => existsSync(join(root, folder, 'package.json'))).sort();
}

function copyBeside(path: string): void {
  if (!existsSync(join(root, path))) return;
  mkdirSync(dirname(join(dist, path)), { recursive: true });
  cpSync(join(root, path), join(dist, path), { recursive: true });
}

/** Without the link to the current build, which no tarball holds. */
function copySite(app: string): void {
  execFileSync(process.execPath, [join(root, 'apps', app, 'build', 'main.ts')], { stdio: 'inherit' });
  const current = join('apps', app, 'dist', 'current');
  cpSync(realpathSync(join(root, current)), join(dist, current), { recursive: true });
}

function publishedManifest(folders: string[]) {
  const { version, optionalDependencies } = read('package.json');
  const dependencies = folders.flatMap((folder) =>
    Object.entries(read(join(folder, 'package.json')).dependencies ?? {}),
  );
  return {
    name: 'florin-server',
    version,
    description: 'The Florin banking API as one program: a bank with PostgreSQL inside.',
    keywords: ['florin', 'banking', 'ledger', 'payments', 'server'],
    license: 'Apache-2.0',
    type: 'module',
    engines: { node: '>=20.11' },
    bin: { 'florin-server': `./${program}.js` },
    exports: { './package.json': './package.json' },
    dependencies: Object.fromEntries(dependencies.filter(([name]) => !name.startsWith('@florin/')).sort()),
    // Node 24, one for each platform.
    optionalDependencies,
  };
}

function read(path: string): Manifest {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}
