import { contract } from '../generated/contract.ts';
import { problemCodes, type ProblemCode, type ProblemCodeEntry } from '../problem-codes.ts';

export const pageStyle =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem;color:#1c1c1e}' +
  'code,pre{font-family:ui-monospace,monospace;background:#f2f2f4;border-radius:4px;padding:.1em .3em}' +
  'pre{padding:1rem;overflow:auto}table{border-collapse:collapse}td,th{text-align:left;padding:.3rem .8rem .3rem 0;vertical-align:top}' +
  '@media(prefers-color-scheme:dark){body{background:#1c1c1e;color:#eee}code,pre{background:#2c2c2e}a{color:#8ab4f8}}';

const examples = (contract as { components: { examples: Record<string, { value: unknown }> } }).components
  .examples;

/** The page that a problem's `type` leads to. */
export function errorPage(code: ProblemCode): string {
  const { status, title, meaning, remedy, retryable }: ProblemCodeEntry = problemCodes[code];
  return page(`${code}: ${title}`, [
    `<h1><code>${code}</code></h1>`,
    `<p><strong>${escapeHtml(title)}</strong>, status ${status}. ${
      retryable
        ? 'The same request may succeed later.'
        : 'The same request will fail again until something changes.'
    }</p>`,
    `<h2>When it happens</h2><p>${toHtml(meaning)}</p>`,
    `<h2>What to do</h2><p>${toHtml(remedy)}</p>`,
    `<h2>Example</h2><pre>${escapeHtml(JSON.stringify(examples[code]?.value, null, 2))}</pre>`,
    '<p><a href="/docs/errors">All error codes</a> · <a href="/docs/">API reference</a></p>',
  ]);
}

export function errorIndexPage(): string {
  const rows = Object.entries(problemCodes).map(
    ([code, { status, meaning }]) =>
      `<tr><td>${status}</td><td><a href="/docs/errors/${code}"><code>${code}</code></a></td><td>${toHtml(meaning)}</td></tr>`,
  );
  return page('Error codes', [
    '<h1>Error codes</h1>',
    '<p>Every error is <code>application/problem+json</code> (RFC 9457). Decide by its <code>code</code>.</p>',
    `<table><tr><th>Status</th><th>Code</th><th>When</th></tr>${rows.join('')}</table>`,
    '<p><a href="/docs/">API reference</a></p>',
  ]);
}

function page(title: string, parts: string[]): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)} · Florin</title><link rel="icon" href="data:,"><style>${pageStyle}</style></head><body>`,
    ...parts,
    '</body></html>',
  ].join('\n');
}

/** The table's texts write code between backticks. */
const toHtml = (text: string): string => escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
