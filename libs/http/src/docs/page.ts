import { escapeHtml } from '../escape-html.ts';

export const pageStyle =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1rem;color:#1c1c1e}' +
  'code,pre{font-family:ui-monospace,monospace;background:#f2f2f4;border-radius:4px;padding:.1em .3em}' +
  'pre{padding:1rem;overflow:auto}table{border-collapse:collapse}td,th{text-align:left;padding:.3rem .8rem .3rem 0;vertical-align:top}' +
  '@media(prefers-color-scheme:dark){body{background:#1c1c1e;color:#eee}code,pre{background:#2c2c2e}a{color:#8ab4f8}}';

/** A page of the docs around its parts; it asks nobody for anything. */
export function page(title: string, parts: string[]): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)} · Florin</title><link rel="icon" href="data:,"><style>${pageStyle}</style></head><body>`,
    ...parts,
    '</body></html>',
  ].join('\n');
}

/** Texts of a table or a contract write code between backticks, and what is strong between two stars. */
export const toHtml = (text: string): string =>
  escapeHtml(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>');
