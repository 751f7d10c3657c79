import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

export const root = join(import.meta.dirname, '..', '..', '..');

/** One page of the site, made from one file of the repository. */
export type Page = {
  /** The path below /docs, without an extension. */
  address: string;
  /** The file, relative to the root of the repository. */
  file: string;
  title: string;
  /** Its name in the navigation. */
  label: string;
  /** The first paragraph as plain text. */
  description: string;
  text: string;
};

/** A group of pages in the navigation, in reading order. */
export type Section = { title: string; pages: Page[] };

/** Pages outside the folders below, their addresses, and their names in the navigation where the title does not fit. */
const single: Record<string, { address: string; label?: string }> = {
  'apps/docs/pages/index.md': { address: 'index' },
  'docs/events.md': { address: 'guides/events', label: 'Events and consumers' },
  'docs/glossary.md': { address: 'guides/glossary' },
  'docs/features.md': { address: 'features' },
  'docs/security.md': { address: 'security' },
  'docs/invariants.md': { address: 'invariants' },
  'docs/performance.md': { address: 'performance' },
  'ARCHITECTURE.md': { address: 'architecture' },
  'libs/sdk/README.md': { address: 'sdk', label: 'SDK' },
  'libs/sdk/CHANGELOG.md': { address: 'sdk/changelog', label: 'Changelog of the SDK' },
  'tools/cli/README.md': { address: 'cli', label: 'Command line' },
  'examples/README.md': { address: 'examples' },
};

/** Every file of these folders is a page; `README.md` has the address of the folder itself. */
const folders: Record<string, string> = {
  'docs/guides': 'guides',
  'docs/errors': 'errors',
  'docs/events': 'events',
  'docs/operations': 'operations',
  'docs/decisions': 'decisions',
};

/** All files that become pages. A change of any of them makes a new site. */
export const pageSources = [
  ...Object.keys(single),
  ...Object.keys(folders).map((folder) => `${folder}/*.md`),
];

/** The address of a file's page, or undefined if it has none. */
export function addressOf(file: string): string | undefined {
  const folder = folders[posix.dirname(file)];
  if (folder === undefined || !file.endsWith('.md')) return single[file]?.address;
  const name = posix.basename(file, '.md');
  return name === 'README' ? folder : `${folder}/${name}`;
}

/** All pages but the first one and the reference, by section. Throws if a guide is not in the list of guides. */
export function readSections(): Section[] {
  const guides = inOrderOf('docs/guides/README.md');
  const forgotten = filesOf('docs/guides').find((file) => !guides.includes(file));
  if (forgotten) throw new Error(`docs/guides/README.md does not list ${forgotten}`);
  return [
    { title: 'Guides', pages: guides.map(readPage) },
    {
      title: 'SDK and command line',
      pages: ['libs/sdk/README.md', 'libs/sdk/CHANGELOG.md', 'tools/cli/README.md', 'examples/README.md'].map(
        readPage,
      ),
    },
    { title: 'Errors', pages: wholeFolder('docs/errors') },
    { title: 'Events', pages: wholeFolder('docs/events') },
    { title: 'Operations', pages: wholeFolder('docs/operations') },
    {
      title: 'How it works',
      pages: [
        'docs/features.md',
        'ARCHITECTURE.md',
        'docs/security.md',
        'docs/invariants.md',
        'docs/performance.md',
      ].map(readPage),
    },
    { title: 'Decisions', pages: wholeFolder('docs/decisions') },
  ];
}

export function readPage(file: string): Page {
  const text = readFileSync(join(root, file), 'utf8');
  const title = /^# (.+)$/m.exec(text)?.[1];
  const address = addressOf(file);
  if (title === undefined || address === undefined) throw new Error(`${file} has no title or no address`);
  const label = single[file]?.label ?? labelOf(withoutMarks(title));
  return { address, file, title: withoutMarks(title), label, description: firstParagraph(text), text };
}

/** `insufficient_funds: Insufficient funds` is long for a sidebar: the code alone. */
const labelOf = (title: string): string => title.replace(/^([a-z_]+): .*$/, '$1');

/** The pages that the index of a folder links to, in its order, then the others. */
function wholeFolder(folder: string): Page[] {
  const listed = inOrderOf(`${folder}/README.md`).filter((file) => posix.dirname(file) === folder);
  const others = filesOf(folder).filter((file) => !listed.includes(file));
  return [...listed, ...others].map(readPage);
}

/** An index, and the pages among its links. */
function inOrderOf(index: string): string[] {
  const text = readFileSync(join(root, index), 'utf8');
  const linked = [...text.matchAll(/\]\(([\w./-]+\.md)\)/g)].map(([, target = '']) =>
    posix.join(posix.dirname(index), target),
  );
  const files = linked.filter((file) => addressOf(file) !== undefined && !file.endsWith('/README.md'));
  return [...new Set([index, ...files])];
}

const filesOf = (folder: string): string[] =>
  globSync(`${folder}/*.md`, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .sort();

function firstParagraph(text: string): string {
  const paragraphs = text
    .replaceAll(/^---\n[\s\S]*?^---\n/gm, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .split(/\n{2,}/)
    .map((each) => each.trim());
  const first = paragraphs.find((each) => /^[A-Z`*[]/.test(each)) ?? '';
  return withoutMarks(first.replaceAll(/\s+/g, ' '));
}

/** Markdown as plain text: no code marks, no emphasis, links as their words. */
const withoutMarks = (text: string): string =>
  text
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*]/g, '')
    .trim();
