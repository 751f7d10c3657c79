import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..', '..');

type Manifest = { name: string; dependencies?: Record<string, string> };
type Package = { path: string; dependencies: string[] };

/** The workspace's packages by name. */
function readPackages(): Map<string, Package> {
  const manifests = globSync('{apps,libs,tools}/*/package.json', { cwd: root });
  return new Map(
    manifests.map((manifest) => {
      const { name, dependencies = {} } = JSON.parse(readFileSync(join(root, manifest), 'utf8')) as Manifest;
      return [name, { path: manifest.replace('/package.json', ''), dependencies: Object.keys(dependencies) }];
    }),
  );
}

/** The folders of a package and of all that it needs to run, sorted. */
export function packagesNeededBy(name: string, packages = readPackages()): string[] {
  const needed = new Set<string>();
  const visit = (packageName: string) => {
    const pkg = packages.get(packageName);
    if (!pkg || needed.has(pkg.path)) return;
    needed.add(pkg.path);
    pkg.dependencies.forEach(visit);
  };
  visit(name);
  return [...needed].sort();
}

/** Packages that a package's running code imports and its manifest does not list: an image would lack them. */
export function unlistedImports(pkg: string): string[] {
  const manifest = JSON.parse(readFileSync(join(root, pkg, 'package.json'), 'utf8')) as Manifest;
  const listed = new Set([manifest.name, ...Object.keys(manifest.dependencies ?? {})]);
  const sources = globSync('src/**/*.ts', { cwd: join(root, pkg) }).filter(
    (path) => !path.endsWith('.test.ts'),
  );
  const imported = sources.flatMap((path) => {
    const code = readFileSync(join(root, pkg, path), 'utf8');
    // Imports of types are gone before anything runs.
    return [...code.matchAll(/^(?:import|export)\b(?! type)[^;]*? from '([^']+)';/gm)].map(
      (match) => match[1]!,
    );
  });
  const packages = imported.filter((name) => !/^(\.|node:)/.test(name)).map(packageOf);
  return [...new Set(packages)].filter((name) => !listed.has(name));
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
