import { posix } from 'node:path';
import type { Check } from './repository.ts';
import { packageNames } from './package-rules.ts';

interface Manifest {
  name?: string;
  nx?: { tags?: string[] };
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

const packages = /^((apps|libs|tools)\/[^/]+|loadtests)\/package\.json$/;

/** A package without its tag, or without a line in the table of packages, has no import rules. */
export const packagesAreDeclared: Check = ({ files, read }) =>
  files
    .filter((path) => packages.test(path))
    .flatMap((path) => {
      const { name, nx } = JSON.parse(read(path)) as Manifest;
      const pkg = posix.basename(posix.dirname(path));
      const tags = nx?.tags ?? [];
      const findings: string[] = [];
      if (name !== `@florin/${pkg}` && !path.startsWith('libs/sdk/'))
        findings.push(`is called ${name}, not @florin/${pkg}`);
      if (!tags.includes(`package:${pkg}`)) findings.push(`lacks the tag package:${pkg}`);
      if (!tags.includes('type:tool') && !packageNames.includes(pkg))
        findings.push('is in no rule of package-rules.ts');
      return findings.map((finding) => `${path}: ${finding}`);
    });

/** Versions are exact, so that the tested versions are installed, except for Node itself, which npm keeps up to date. */
export const versionsAreExact: Check = ({ files, read }) =>
  files
    .filter((path) => path === 'package.json' || packages.test(path))
    .flatMap((path) => {
      const { dependencies, devDependencies } = JSON.parse(read(path)) as Manifest;
      return Object.entries({ ...dependencies, ...devDependencies })
        .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        .map(([name, version]) => `${path}: ${name} is "${version}", which is not one version`);
    });
