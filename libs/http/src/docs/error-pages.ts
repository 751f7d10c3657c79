import { contract } from '../generated/contract.ts';
import { problemCodes, type ProblemCode, type ProblemCodeEntry } from '../problem-codes.ts';
import { escapeHtml } from '../escape-html.ts';
import { page, toHtml } from './page.ts';

const examples = (contract as { components: { examples: Record<string, { value: unknown }> } }).components
  .examples;

/** The page to which the `type` of a problem links. */
export function errorPage(code: ProblemCode): string {
  const { status, title, meaning, remedy, retryable }: ProblemCodeEntry = problemCodes[code];
  return page('/docs/errors', `${code}: ${title}`, [
    `<h1><code>${code}</code></h1>`,
    `<p><strong>${escapeHtml(title)}</strong>, status ${status}. ${
      retryable
        ? 'The same request may succeed later.'
        : 'The same request will fail again until something changes.'
    }</p>`,
    `<h2>When it happens</h2><p>${toHtml(meaning)}</p>`,
    `<h2>What to do</h2><p>${toHtml(remedy)}</p>`,
    `<h2>Example</h2><pre>${escapeHtml(JSON.stringify(examples[code]?.value, null, 2))}</pre>`,
    '<p><a href="/docs/errors">All error codes</a> · <a href="/docs/guides/errors">How to handle errors</a></p>',
  ]);
}

export function errorIndexPage(): string {
  const rows = Object.entries(problemCodes).map(
    ([code, { status, meaning }]) =>
      `<tr><td>${status}</td><td><a href="/docs/errors/${code}"><code>${code}</code></a></td><td>${toHtml(meaning)}</td></tr>`,
  );
  return page('/docs/errors', 'Error codes', [
    '<h1>Error codes</h1>',
    '<p>Every error is <code>application/problem+json</code> (RFC 9457). Decide by its <code>code</code>.</p>',
    `<table><tr><th>Status</th><th>Code</th><th>When</th></tr>${rows.join('')}</table>`,
    '<p><a href="/docs/guides/errors">How to handle errors</a></p>',
  ]);
}
