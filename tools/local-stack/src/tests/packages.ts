import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const testKinds = ['unit', 'integration', 'system'] as const;
export type TestKind = (typeof testKinds)[number];
export type Package = {
  name: string;
  directory: string;
  targets: Record<string, unknown>;
  tests: TestKind[];
};

/** The folder of each kind of tests inside a package. System tests are not integration tests. */
export const testFolders: Record<TestKind, string> = {
  unit: 'src',
  integration: 'test',
  system: 'test/system',
};

/** The kind of this name; undefined if there is none. */
export const testKindOf = (name: string): TestKind | undefined => testKinds.find((kind) => kind === name);

/** The kinds that `npm test` runs, and those that `npm run test:system` runs. */
export const quickKinds: readonly TestKind[] = ['unit', 'integration'];
export const systemKinds: readonly TestKind[] = ['system'];

/** Every npm workspace below `root`, with the kinds of tests it has files for. */
export function readPackages(root: string): Package[] {
  const manifests = globSync(['apps/*/package.json', 'libs/*/package.json', 'tools/*/package.json'], {
    cwd: root,
  });
  if (existsSync(join(root, 'loadtests/package.json'))) manifests.push('loadtests/package.json');
  return manifests.sort().map((manifest) => {
    const { name, nx } = JSON.parse(readFileSync(join(root, manifest), 'utf8')) as Manifest;
    const directory = dirname(manifest);
    const tests = testKinds.filter((kind) => filesOf(root, directory, kind).length > 0);
    return { name, directory, targets: nx?.targets ?? {}, tests };
  });
}

/** The test files of these packages and kinds, by their path in the repository. */
export function testFiles(root: string, packages: Package[], kinds: readonly TestKind[]): string[] {
  return packages.flatMap(({ directory }) => kinds.flatMap((kind) => filesOf(root, directory, kind))).sort();
}

/** Names packages with tests that no target runs, and with a target that has no tests. */
export function misdeclaredTargets(packages: Package[]): string[] {
  return packages.flatMap(({ directory, targets, tests }) =>
    testKinds.flatMap((kind) => {
      const declared = kind in targets;
      if (declared === tests.includes(kind)) return [];
      return declared
        ? [`${directory} declares the Nx target "${kind}" but has no *.test.ts under ${testFolders[kind]}/`]
        : [
            `${directory} has tests under ${testFolders[kind]}/ but its package.json lacks the Nx target "${kind}"`,
          ];
    }),
  );
}

type Manifest = { name: string; nx?: { targets?: Record<string, unknown> } };

function filesOf(root: string, directory: string, kind: TestKind): string[] {
  const folder = join(directory, testFolders[kind]);
  return globSync('**/*.test.ts', { cwd: join(root, folder) })
    .filter((file) => kind !== 'integration' || !file.startsWith('system/'))
    .map((file) => join(folder, file));
}
