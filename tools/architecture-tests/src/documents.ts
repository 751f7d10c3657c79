import { posix } from 'node:path';
import type { Check } from './repository.ts';

const packageManifest = /^((apps|libs|tools)\/[^/]+|loadtests)\/package\.json$/;
const invariants = 'docs/invariants.md';
const invariantCount = 22;
const testPath = /`((?:apps|libs|tools|loadtests)\/[^`\s]+\.test\.ts)`/;

/** Every package has a README with a section that gives the reasons for its design. */
export const packagesExplainThemselves: Check = ({ files, read }) =>
  files
    .filter((path) => packageManifest.test(path))
    .map((path) => `${posix.dirname(path)}/README.md`)
    .flatMap((page) => {
      if (!files.includes(page)) return [`${page}: is not there`];
      return /^## Why/m.test(read(page)) ? [] : [`${page}: has no section "Why"`];
    });

/** Every invariant that tests cite is described, and names a test that holds it. That the path exists, `prosePathsExist` checks. */
export const invariantsNameTheirTests: Check = ({ files, read }) => {
  if (!files.includes(invariants)) return [];
  const entries = new Map(
    read(invariants)
      .split(/^(?=\*\*I\d+\*\*)/m)
      .map((entry) => [/^\*\*(I\d+)\*\*/.exec(entry)?.[1], entry.split(/^## /m)[0]!]),
  );
  return Array.from({ length: invariantCount }, (_, index) => `I${index + 1}`).flatMap((name) => {
    const entry = entries.get(name);
    if (entry === undefined) return [`${invariants}: does not describe ${name}`];
    return testPath.test(entry) ? [] : [`${invariants}: names no test for ${name}`];
  });
};

const security = 'docs/security.md';

/** Every statement of the threat model has a number and names a test that holds it; `prosePathsExist` checks that the test exists. */
export const securityNamesItsTests: Check = ({ files, read }) => {
  if (!files.includes(security)) return [];
  const statements = read(security)
    .split(/^(?=\*\*S\d+\*\*)/m)
    .filter((part) => part.startsWith('**S'));
  if (statements.length === 0) return [`${security}: makes no statement`];
  return statements.flatMap((statement, index) => {
    const name = /^\*\*(S\d+)\*\*/.exec(statement)?.[1];
    if (name !== `S${index + 1}`) return [`${security}: ${name} stands where S${index + 1} belongs`];
    const text = statement.split(/^## /m)[0]!;
    return testPath.test(text) ? [] : [`${security}: names no test for ${name}`];
  });
};
