import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compareContracts, installOasdiff } from './oasdiff.ts';

/** The contract of the published clients. */
export const releasedContract = 'libs/sdk/released/openapi.yaml';

export type Verdict = { kept: boolean; words: string };

/**
 * Whether clients of the released contract still work with today's. Identical contracts need no tool; otherwise oasdiff
 * compares them, after a check that it detects a field that becomes required.
 */
export function compatibilityOf(root: string, say: (line: string) => void): Verdict {
  const before = join(root, releasedContract);
  const after = join(root, 'openapi.yaml');
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

/** Verifies that oasdiff detects a breaking change. */
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
 * The document for oasdiff, without changes that break no client: the width of integers and the `const` of a boolean, which
 * only guide generators (`minimum` and `maximum` are compared), and the list of codes, which the contract allows to grow.
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
