import type { Check } from './repository.ts';

const longestLines = 30;
const mostRecords = 20;
const index = 'docs/decisions/README.md';
const named = /^docs\/decisions\/(\d{4})-[a-z0-9-]+\.md$/;

/**
 * Decision records have a number each, are short, are linked from the index, and are at most twenty: a decision about
 * one package belongs in that package's README.
 */
export const decisionsAreFewAndIndexed: Check = ({ files, read }) => {
  const records = files.filter((path) => path.startsWith('docs/decisions/') && path !== index);
  const indexed = files.includes(index) ? read(index) : '';
  const owners = new Map<string, string>();
  const findings = records.flatMap((path) => {
    const number = named.exec(path)?.[1];
    if (!number) return [`${path}: is not called NNNN-what-was-decided.md`];
    const found: string[] = [];
    const other = owners.get(number);
    if (other) found.push(`${path}: has the number of ${other}`);
    owners.set(number, path);
    const lines = read(path).trimEnd().split('\n').length;
    if (lines > longestLines) found.push(`${path}: has ${lines} lines; ${longestLines} are enough`);
    if (!indexed.includes(`](${path.slice('docs/decisions/'.length)})`))
      found.push(`${path}: is not in ${index}`);
    return found;
  });
  if (records.length > mostRecords)
    findings.push(
      `docs/decisions: has ${records.length} records, ${mostRecords} at most; use the README of a package`,
    );
  return findings;
};
