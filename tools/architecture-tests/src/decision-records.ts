import type { Check } from './repository.ts';

const longestLines = 40;
const named = /^docs\/decisions\/(\d{4})-[a-z0-9-]+\.md$/;

/** Decision records have a number of their own and stay short enough to be read. */
export const decisionsAreShort: Check = ({ files, read }) => {
  const records = files.filter((path) => /^docs\/decisions\/(?!README)/.test(path));
  const owners = new Map<string, string>();
  return records.flatMap((path) => {
    const number = named.exec(path)?.[1];
    if (!number) return [`${path}: is not called NNNN-what-was-decided.md`];
    const findings: string[] = [];
    const other = owners.get(number);
    if (other) findings.push(`${path}: has the number of ${other}`);
    owners.set(number, path);
    const lines = read(path).trimEnd().split('\n').length;
    if (lines > longestLines) findings.push(`${path}: has ${lines} lines; ${longestLines} are enough`);
    return findings;
  });
};
