import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { imageAddress, imagesOf, siteTextFor, textFor } from './markdown.ts';
import { readPage, root, type Page, type Section } from './pages.ts';
import { referenceText, type Reference } from './reference-text.ts';

const project = join(import.meta.dirname, '..');
const home = 'apps/docs/pages/index.md';

/** Writes the pages for VitePress into `folder`, and what is served as it is into its `public`. */
export function writePages(folder: string, sections: Section[], reference: Reference): void {
  const pages = [readPage(home), ...sections.flatMap((section) => section.pages)];
  for (const page of pages) {
    const { address, file, text } = page;
    write(join(folder, `${address}.md`), siteTextFor(file, text));
    write(join(folder, 'public', `${address}.md`), withoutSettings(textFor(file, text)));
    for (const image of imagesOf(file, text))
      cpSync(join(root, image), join(folder, 'public', imageAddress(image)));
  }
  const settings = '---\nreference: true\npageClass: reference-page\naside: false\n---\n\n';
  write(join(folder, 'reference.md'), settings + referenceText(reference, true));
  write(join(folder, 'public/reference.md'), referenceText(reference, false));
  write(join(folder, 'public/llms.txt'), listForPrograms(sections));
  cpSync(join(project, 'public'), join(folder, 'public'), { recursive: true });
}

/** Writes a file that browsers may keep for ever, because its name changes with its content. Returns its path below /docs. */
export function writeAsset(folder: string, name: string, content: Uint8Array): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 8);
  const path = `assets/${name}-${hash}.js`;
  write(join(folder, 'public', path), content);
  return path;
}

/** The list of all pages for language models, as https://llmstxt.org describes it. */
function listForPrograms(sections: Section[]): string {
  const line = ({ address, title, description }: Page) =>
    `- [${title}](/docs/${address}.md)${description ? `: ${description}` : ''}`;
  return [
    '# Florin',
    '> A banking API for developers: accounts, credits, debits, transfers, holds, reversals, batches and scheduled movements over REST, with events.',
    'Every page is Markdown at its address with `.md`. The contracts are [/openapi.json](/openapi.json) and [/asyncapi.json](/asyncapi.json).',
    '## API reference',
    '- [All operations](/docs/reference.md): what each operation does, its scope and parameters.',
    ...sections.flatMap(({ title, pages }) => [`## ${title}`, pages.map(line).join('\n')]),
    '',
  ].join('\n\n');
}

const withoutSettings = (text: string): string => text.replace(/^---\n[\s\S]*?^---\n+/m, '');

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
