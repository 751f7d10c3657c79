import type { ProblemCodeEntry } from '@florin/http';
import { generatedHeader } from './generated-header.ts';
import type { ContractDocument } from './contract-document.ts';

/** docs/errors by file name: one page per code, and an index. */
export function errorPages(
  codes: Record<string, ProblemCodeEntry>,
  contract: ContractDocument,
): Map<string, string> {
  const pages = new Map<string, string>();
  for (const [code, entry] of Object.entries(codes)) {
    pages.set(`${code}.md`, errorPage(code, entry, contract.components.examples[code]?.value));
  }
  return pages.set('README.md', indexPage(codes));
}

function errorPage(code: string, entry: ProblemCodeEntry, example: unknown): string {
  return [
    `<!-- ${generatedHeader} -->`,
    '',
    `# \`${code}\`: ${entry.title}`,
    '',
    `Status ${entry.status}. ${retryAdvice(entry)}`,
    '',
    '## When it happens',
    '',
    entry.meaning,
    '',
    '## What to do',
    '',
    entry.remedy,
    '',
    '## Example',
    '',
    '```json',
    JSON.stringify(example, null, 2),
    '```',
    '',
  ].join('\n');
}

function indexPage(codes: Record<string, ProblemCodeEntry>): string {
  const rows = Object.entries(codes).map(([code, entry]) => {
    return `| ${entry.status} | [\`${code}\`](${code}.md) | ${entry.meaning} | ${entry.retryable ? 'yes' : 'no'} |`;
  });
  return [
    `<!-- ${generatedHeader} -->`,
    '',
    '# Error codes',
    '',
    'Every error is `application/problem+json` (RFC 9457). Decide by its `code`.',
    '',
    '| status | code | when | same request again? |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function retryAdvice({ retryable }: ProblemCodeEntry): string {
  return retryable
    ? 'The same request may succeed later.'
    : 'The same request will fail again until something changes.';
}
