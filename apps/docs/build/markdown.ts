import { posix } from 'node:path';
import { addressOf } from './pages.ts';

/** Files outside the site that have an address at the API. */
const served: Record<string, string> = { 'openapi.yaml': '/openapi.json', 'asyncapi.yaml': '/asyncapi.json' };

/** How links are written in a rendering. */
type Links = {
  toPage(address: string, fragment: string): string;
  /** A path of the API that is no page. */
  toServer(path: string): string;
  /** An image, by its path in the repository. Undefined leaves it out. */
  toImage(path: string): string | undefined;
};

/** For VitePress, which adds /docs itself and checks that the page is there. */
const linksOfSite: Links = {
  toPage: (address, fragment) => `(/${address === 'index' ? '' : address}${fragment})`,
  toServer: (path) => `(${path})%{target="_self"}%`,
  toImage: (path) => `/${imageAddress(path)}`,
};

/** For programs that read the Markdown: to the Markdown of other pages. */
const linksOfText: Links = {
  toPage: (address, fragment) => `(/docs/${address}.md${fragment})`,
  toServer: (path) => `(${path})`,
  toImage: (path) => `/docs/${imageAddress(path)}`,
};

export const imageAddress = (path: string): string => `images/${posix.basename(path)}`;

/** The images of a file, as paths in the repository. */
export function imagesOf(file: string, text: string): string[] {
  const found: string[] = [];
  rewrite(file, text, { ...linksOfText, toImage: (path) => (found.push(path), path) });
  return found;
}

/** A file's Markdown for programs: without comments, with links to other Markdown. */
export function textFor(file: string, text: string): string {
  return rewrite(file, text, linksOfText)
    .replaceAll(/\n{3,}/g, '\n\n')
    .trimStart();
}

/** A file's Markdown for VitePress: names of files and languages become tabs above their code. */
export function siteTextFor(file: string, text: string): string {
  const parts = rewrite(file, withTabs(text), linksOfSite);
  return parts.replaceAll(/\n{3,}/g, '\n\n').trimStart();
}

/** Even parts are text, odd ones fenced code. */
const partsOf = (text: string): string[] => text.split(/(^```[\s\S]*?^```$)/m);

/**
 * `<!-- tabs: curl, SDK -->` makes the two blocks that follow one with tabs. A block with the name of a file (`ts first.mts`) gets
 * a tab with that name.
 */
function withTabs(text: string): string {
  const parts = partsOf(text);
  for (let at = 1; at < parts.length; at += 2) {
    const [, name] = /^```\w+ (\S+)\n/.exec(parts[at] ?? '') ?? [];
    const labels = tabsBefore(parts[at - 1] ?? '') ?? (name === undefined ? [] : [name]);
    if (labels.length === 0) continue;
    const last = at + 2 * (labels.length - 1);
    const between = parts.slice(at + 1, last).filter((_, index) => index % 2 === 0);
    if (last >= parts.length || between.some((part) => part.replaceAll(comment, '').trim() !== ''))
      throw new Error(`${labels.length} blocks belong together, but there are fewer: ${labels.join(', ')}`);
    labels.forEach((label, index) => {
      const block = at + 2 * index;
      parts[block] = (parts[block] ?? '').replace(/^```(\w+).*$/m, `\`\`\`$1 [${label}]`);
    });
    parts[at] = `::: code-group\n\n${parts[at]}`;
    parts[last] = `${parts[last]}\n\n:::`;
    at = last;
  }
  return parts.join('');
}

const tabsBefore = (text: string): string[] | undefined =>
  /<!-- tabs: ([^\n]+) -->\s*(?:<!-- not run: [^\n]* -->\s*)?$/
    .exec(text)?.[1]
    ?.split(',')
    .map((name) => name.trim());

function rewrite(file: string, text: string, links: Links): string {
  return partsOf(text)
    .map((part, index) => (index % 2 === 1 ? part : rewriteText(file, part, links)))
    .join('');
}

const comment = /<!--[\s\S]*?-->\n*/g;

/** Comments say how a block is tested or where a file comes from: readers need neither. */
function rewriteText(file: string, text: string, links: Links): string {
  const withoutComments = text.replaceAll(comment, '');
  const codeOrLink = /(`+)[\s\S]*?\1|(!?)\[((?:[^[\]`]|`[^`]*`)*)\]\(([^)\s]+)\)/g;
  return withoutComments.replaceAll(codeOrLink, (all, ticks, mark, words, target) => {
    if (ticks !== undefined) return all;
    if (mark === '!') {
      const address = links.toImage(posix.join(posix.dirname(file), target));
      return address === undefined ? '' : `![${words}](${address})`;
    }
    const address = linkTo(file, target, links);
    return address === undefined ? words : `[${words}]${address}`;
  });
}

/** Undefined for a file of the repository that has no page: its name stays, as text. */
function linkTo(file: string, target: string, links: Links): string | undefined {
  if (/^([a-z]+:|#)/.test(target)) return `(${target})`;
  const [path = '', fragment] = target.split('#');
  const hash = fragment === undefined ? '' : `#${fragment}`;
  if (path.startsWith('/')) {
    const below = /^\/docs(?:\/(.*))?$/.exec(path);
    return below ? links.toPage(below[1] || 'index', hash) : links.toServer(path);
  }
  const resolved = posix.join(posix.dirname(file), path);
  const address = addressOf(resolved);
  if (address !== undefined) return links.toPage(address, hash);
  const atServer = served[resolved];
  return atServer === undefined ? undefined : links.toServer(atServer);
}
