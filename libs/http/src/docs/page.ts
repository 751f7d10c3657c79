import { escapeHtml } from '../escape-html.ts';

const sections = [
  ['/docs/guides', 'Guides'],
  ['/docs', 'Reference'],
  ['/docs/errors', 'Errors'],
  ['/docs/events', 'Events'],
] as const;

/** The path of a page's section. */
export type Section = (typeof sections)[number][0];

/** The style of the navigation. The reference page uses it beside Scalar's own styles. */
export const navigationStyle =
  '.sections{display:flex;gap:1.2rem;align-items:center;height:3rem;padding:0 1rem;overflow-x:auto;box-sizing:border-box;' +
  'font:15px/1 system-ui,sans-serif;background:#fff;border-bottom:1px solid #ddd}' +
  '.sections a{color:#444;text-decoration:none;white-space:nowrap}.sections a:hover{text-decoration:underline}' +
  '.sections a[aria-current]{color:#000;font-weight:600}.sections b{color:#000}' +
  '@media(prefers-color-scheme:dark){.sections{background:#1c1c1e;border-color:#3a3a3c}.sections a{color:#bbb}' +
  '.sections a[aria-current],.sections b{color:#fff}}';

export const pageStyle =
  navigationStyle +
  'body{margin:0;color:#1c1c1e;background:#fff}main{font:16px/1.6 system-ui,sans-serif;max-width:48rem;margin:2rem auto 5rem;padding:0 1rem;overflow-wrap:break-word}' +
  'h1{line-height:1.2}h2{margin-top:2.5rem}code,pre{font-family:ui-monospace,monospace;font-size:.9em;background:#f2f2f4;border-radius:4px;padding:.1em .3em}' +
  'a code{color:inherit}pre{padding:1rem;overflow:auto;line-height:1.45}figure{margin:1rem 0}figcaption{font:13px ui-monospace,monospace;color:#666}' +
  'table{display:block;overflow-x:auto;border-collapse:collapse}td,th{text-align:left;padding:.35rem .9rem .35rem 0;vertical-align:top;border-bottom:1px solid #e5e5ea}' +
  'footer{margin-top:3rem;display:flex;justify-content:space-between;gap:1rem;flex-wrap:wrap}' +
  '@media(prefers-color-scheme:dark){body{background:#1c1c1e;color:#eee}code,pre{background:#2c2c2e}a{color:#8ab4f8}td,th{border-color:#3a3a3c}figcaption{color:#aaa}}';

/** A page of the documentation. It loads nothing from elsewhere. */
export function page(section: Section, title: string, parts: string[]): string {
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)} · Florin</title><link rel="icon" href="data:,"><style>${pageStyle}</style></head><body>`,
    navigation(section),
    '<main>',
    ...parts,
    '</main></body></html>',
  ].join('\n');
}

/** Links from every page to each section. */
export function navigation(here: Section): string {
  const links = sections.map(
    ([address, name]) => `<a href="${address}"${address === here ? ' aria-current="page"' : ''}>${name}</a>`,
  );
  return `<nav class="sections" aria-label="Sections"><b>Florin</b>${links.join('')}</nav>`;
}

/** Converts a text with code in backticks and bold text in double asterisks. */
export const toHtml = (text: string): string =>
  escapeHtml(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>');
