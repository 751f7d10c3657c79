import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Rule {
  says: string;
  broken: string;
  kept: string;
  complaint: RegExp;
}

const choose = (cases: string) =>
  `export function sign(side: 'credit' | 'debit') { switch (side) { ${cases} } }`;

const rules: Rule[] = [
  {
    says: 'a promise is awaited, or said to be left alone',
    broken: 'pay();',
    kept: 'await pay(); void pay();',
    complaint: /Promises must be awaited/,
  },
  {
    says: 'a promise is not mistaken for its answer',
    broken: 'if (pay()) throw new Error();',
    kept: 'if (await pay()) throw new Error();',
    complaint: /Expected non-Promise value/,
  },
  {
    says: 'what is thrown is an error',
    broken: "throw 'no';",
    kept: "throw new Error('no');",
    complaint: /Expected an error object/,
  },
  {
    says: 'a choice among known values handles each of them',
    broken: choose("case 'credit': return 1;"),
    kept: choose("case 'credit': return 1; case 'debit': return -1;"),
    complaint: /not exhaustive.*"debit"/,
  },
];

let folder: string;
let findings: string[];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'promises-'));
  const write = (name: string, code: string) => writeFileSync(join(folder, name), code);
  write('tsconfig.json', '{ "compilerOptions": { "strict": true, "target": "es2024", "types": [] } }');
  rules.forEach(({ broken, kept }, index) => {
    for (const [name, code] of Object.entries({ broken, kept })) {
      write(`${name}-${index}.ts`, `export declare function pay(): Promise<boolean>;\n${code}\n`);
    }
  });
  findings = findForgottenPromises();
});
afterAll(() => rmSync(folder, { recursive: true }));

/** In a process of its own: ESLint does not load in a test runner's module system. */
function findForgottenPromises(): string[] {
  const program = `
    import { findForgottenPromises } from ${JSON.stringify(new URL('../src/promises.ts', import.meta.url).href)};
    console.log(JSON.stringify(await findForgottenPromises(${JSON.stringify(folder)}, ['.'])));`;
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
  });
  return JSON.parse(output) as string[];
}

test.each(rules.map((rule, index) => ({ ...rule, index })))('$says', ({ complaint, index }) => {
  const about = (file: string) => findings.filter((finding) => finding.startsWith(`${file}-${index}.ts:2: `));
  expect(about('broken')).toEqual([expect.stringMatching(complaint)]);
  expect(about('kept')).toEqual([]);
});
