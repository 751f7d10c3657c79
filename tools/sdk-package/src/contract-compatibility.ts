import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compareContracts, installOasdiff } from './oasdiff.ts';

/** The contract that published clients were made from. */
export const releasedContract = 'libs/sdk/released/openapi.yaml';

export type Verdict = { kept: boolean; words: string };

/**
 * Whether clients of the released contract still work with today's. What is the same needs no tool to tell; otherwise
 * oasdiff does, after it has shown that it sees a field become required.
 */
export function compatibilityOf(root: string, say: (line: string) => void): Verdict {
  const [before, after] = [releasedContract, 'openapi.yaml'].map((path) => join(root, path)) as [
    string,
    string,
  ];
  if (readFileSync(before, 'utf8') === readFileSync(after, 'utf8')) {
    return { kept: true, words: 'The contract is the released one, word for word.' };
  }
  const oasdiff = installOasdiff(root, say);
  if (oasdiff === undefined) {
    return {
      kept: true,
      words: 'The contract was not compared with the released one: that takes Go (https://go.dev).',
    };
  }
  const { broken, findings } = inTemporaryFolder((folder) => {
    assertSeesBreaks(oasdiff, before, folder);
    return compareContracts(oasdiff, comparable(before, folder), comparable(after, folder));
  });
  if (!broken) return { kept: true, words: 'The contract has changed, and old clients work with it.' };
  return { kept: false, words: `Old clients would break:\n${findings}` };
}

/** A check that never says no is none. */
function assertSeesBreaks(oasdiff: string, released: string, folder: string): void {
  const broken = join(folder, 'broken.yaml');
  const text = readFileSync(released, 'utf8');
  writeFileSync(
    broken,
    text.replace('required: [account_id, amount]', 'required: [account_id, amount, reference]'),
  );
  const [before, after] = [comparable(released, folder), comparable(broken, folder)];
  if (!compareContracts(oasdiff, before, after).broken) {
    throw new Error('oasdiff did not see that a field became required: it is of no use.');
  }
}

type Schema = { type?: unknown; format?: unknown; const?: unknown; enum?: unknown };
type Contract = { components: { schemas: { Problem: { properties: { code: Schema } } } } };

/**
 * The document as oasdiff is to compare it, without what breaks nobody: the width of integers and `const` of a boolean,
 * which tell generators something (its range stands in `minimum` and `maximum`, which are compared, and it is a
 * boolean as before), and the list of codes, of which the contract says that new ones may come.
 */
function comparable(path: string, folder: string): string {
  const document = parse(readFileSync(path, 'utf8')) as Contract;
  const { code } = document.components.schemas.Problem.properties;
  Object.assign(code, { 'x-extensible-enum': code.enum });
  delete code.enum;
  const text = JSON.stringify(document, (_key, value: unknown) => {
    const { format, type, ...schema } = (value ?? {}) as Schema;
    if (format === 'int32' || format === 'int64') return { type, ...schema };
    if (type === 'boolean' && schema.const === true) return { type };
    return value;
  });
  const copy = join(mkdtempSync(join(folder, 'contract-')), 'openapi.json');
  writeFileSync(copy, text);
  return copy;
}

function inTemporaryFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'florin-contract-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
