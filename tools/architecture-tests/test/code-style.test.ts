import { beforeAll, describe, expect, test } from '@jest/globals';
import { lintSamples } from './lint-in-child.ts';
import type { Sample } from './lint-samples.ts';

interface Rule {
  says: string;
  broken: Sample;
  kept: Sample;
  complaint: string;
}

function rule(
  complaint: string,
  says: string,
  broken: [path: string, code: string],
  kept: [path: string, code: string],
): Rule {
  return { says, complaint, broken: sample(broken), kept: sample(kept) };
}

function sample([path, code]: [path: string, code: string]): Sample {
  return { path, code };
}

const lib = 'libs/ledger/src/x.ts';
const longFile = (lines: number) =>
  Array.from({ length: lines }, (_, i) => `export const n${i} = ${i};\n`).join('');
const longFunction = (lines: number) =>
  `export function count(): number {\n  let n = 0;\n${'  n += 1;\n'.repeat(lines - 4)}  return n;\n}\n`;

const rules: Rule[] = [
  rule(
    'no-restricted-properties',
    'settings are read by readConfig only',
    [lib, 'export const port = process.env.PORT;\n'],
    ['libs/service/src/read-config.ts', 'export const port = process.env.PORT;\n'],
  ),
  rule(
    'no-restricted-imports',
    'settings are not read through node:process either',
    [lib, "export { env } from 'node:process';\n"],
    ['tools/admin/src/x.ts', "export { argv } from 'node:process';\n"],
  ),
  rule(
    'no-restricted-exports',
    'nothing is exported without a name',
    [lib, 'export default 1;\n'],
    ['jest.config.js', 'export default {};\n'],
  ),
  rule('max-lines', 'a file has 400 lines at most', [lib, longFile(401)], [lib, longFile(400)]),
  rule(
    'max-lines-per-function',
    'a function has 70 lines at most',
    [lib, longFunction(71)],
    [lib, longFunction(70)],
  ),
  rule(
    '@typescript-eslint/naming-convention',
    'interfaces have no I in front',
    [lib, 'export interface IAccount {\n  id: string;\n}\n'],
    [lib, 'export interface Identity {\n  id: string;\n}\n'],
  ),
  rule(
    '@typescript-eslint/naming-convention',
    'nothing is a manager, a helper or a base',
    [lib, 'export class AccountManager {\n  id = 1;\n}\n'],
    [lib, 'export class Account {\n  id = 1;\n}\n'],
  ),
  rule(
    'no-console',
    'programs speak through the logger',
    [lib, "console.log('posted');\n"],
    ['tools/admin/src/x.ts', "console.log('posted');\n"],
  ),
  rule(
    'no-restricted-properties',
    'no test is switched off',
    ['libs/ledger/src/x.test.ts', "test.skip('x', () => undefined);\n"],
    ['libs/ledger/src/x.test.ts', "test('x', () => undefined);\n"],
  ),
  rule(
    'no-restricted-properties',
    'no test runs alone',
    ['tools/admin/test/x.test.ts', "test.only('x', () => undefined);\n"],
    ['tools/admin/test/x.test.ts', "test.each([1])('x', () => undefined);\n"],
  ),
  rule(
    '@typescript-eslint/no-explicit-any',
    'nothing is of any type',
    [lib, 'export const n: any = 1;\n'],
    [lib, 'export const n: unknown = 1;\n'],
  ),
];

let found: { broken: string[]; kept: string[] }[];

beforeAll(async () => {
  const answers = await lintSamples(rules.flatMap(({ broken, kept }) => [broken, kept]));
  found = rules.map((_rule, index) => ({ broken: answers[2 * index]!, kept: answers[2 * index + 1]! }));
});

describe('the style of the code', () => {
  test.each(rules.map((one, index) => ({ ...one, index })))('$says', ({ complaint, index }) => {
    expect(found[index]!.broken).toContainEqual(expect.stringMatching(`^${complaint}: `));
    expect(found[index]!.kept).toEqual([]);
  });
});
