import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  assertSeesBreaks(oasdiff, before);
  const { broken, findings } = compareContracts(oasdiff, before, after);
  if (!broken) return { kept: true, words: 'The contract has changed, and old clients work with it.' };
  return { kept: false, words: `Old clients would break:\n${findings}` };
}

/** A check that never says no is none. */
function assertSeesBreaks(oasdiff: string, released: string): void {
  const directory = mkdtempSync(join(tmpdir(), 'florin-contract-'));
  try {
    const broken = join(directory, 'openapi.yaml');
    const text = readFileSync(released, 'utf8');
    writeFileSync(
      broken,
      text.replace('required: [account_id, amount]', 'required: [account_id, amount, reference]'),
    );
    if (!compareContracts(oasdiff, released, broken).broken) {
      throw new Error('oasdiff did not see that a field became required: it is of no use.');
    }
  } finally {
    rmSync(directory, { recursive: true });
  }
}
