import { readFile, readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { Marked, type Tokens } from 'marked';
import { generatedFromGuides } from './generated-header.ts';

/** A page that libs/http serves at /docs/guides/<name>; the one without a name is the index. */
type Guide = { name: string; title: string; html: string };

const folder = 'docs/guides';
const indexFile = `${folder}/README.md`;
const guideLink = /\]\(([\w./-]+\.md)\)/g;
/** Pages with an address of their own. */
const otherPages: Record<string, string> = {
  [indexFile]: '/docs/guides',
  'docs/errors/README.md': '/docs/errors',
  'asyncapi.yaml': '/asyncapi.json',
  'openapi.yaml': '/openapi.json',
};

/**
 * The guides as a module, so that an HTTP server needs no Markdown parser and no further file. docs/guides/README.md lists
 * them in order; a guide that is missing there is an error.
 */
export async function guidesModule(root: string): Promise<string> {
  const read = (path: string) => readFile(join(root, path), 'utf8');
  const linked = [...(await read(indexFile)).matchAll(guideLink)].map(([, target = '']) =>
    resolve(indexFile, target),
  );
  const paths = [...new Set(linked)].filter((path) => !otherPages[path]);
  const forgotten = (await readdir(join(root, folder)))
    .map((name) => `${folder}/${name}`)
    .find((path) => path !== indexFile && !paths.includes(path));
  if (forgotten) throw new Error(`${indexFile} does not list ${forgotten}`);
  const addresses = { ...otherPages, ...Object.fromEntries(paths.map((path) => [path, addressOf(path)])) };
  const guides = await Promise.all(
    [indexFile, ...paths].map(async (path) => renderGuide(path, await read(path), addresses)),
  );
  return `// ${generatedFromGuides}\n\nexport const guides: readonly { name: string; title: string; html: string }[] = ${JSON.stringify(guides, null, 2)};\n`;
}

function renderGuide(path: string, text: string, addresses: Record<string, string>): Guide {
  const markdown = new Marked({
    renderer: {
      // Comments control how a block of code is tested. Other HTML is not allowed in a guide.
      html: () => '',
      heading({ tokens, depth, text: words }) {
        return `<h${depth} id="${anchorOf(words)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      code: codeBlock,
      link({ href, tokens }) {
        const words = this.parser.parseInline(tokens);
        const address = addressFor(path, href, addresses);
        return address === undefined ? words : `<a href="${address}">${words}</a>`;
      },
    },
  });
  const title = /^# (.+)$/m.exec(text)?.[1];
  if (!title) throw new Error(`${path} has no title`);
  return {
    name: path === indexFile ? '' : nameOf(path),
    title,
    html: markdown.parse(text, { async: false }),
  };
}

/** The first word after the fence is the language, the second the file that the reader saves it as. */
function codeBlock({ text, lang = '' }: Tokens.Code): string {
  const [, file] = lang.split(' ');
  const caption = file ? `<figcaption>${escape(file)}</figcaption>` : '';
  return `<figure>${caption}<pre tabindex="0">${escape(text)}</pre></figure>\n`;
}

/** Undefined for a file of the repository that has no page. */
function addressFor(path: string, href: string, addresses: Record<string, string>): string | undefined {
  if (/^([a-z]+:|#|\/)/.test(href)) return href;
  const [file = '', fragment] = href.split('#');
  const target = resolve(path, file);
  const address = /^docs\/errors\/(?!README)/.test(target)
    ? `/docs/errors/${nameOf(target)}`
    : addresses[target];
  return address && fragment ? `${address}#${fragment}` : address;
}

const addressOf = (path: string): string => `/docs/guides/${nameOf(path)}`;
const nameOf = (path: string): string => posix.basename(path, '.md');
const resolve = (from: string, target: string): string => posix.join(posix.dirname(from), target);
const anchorOf = (words: string): string =>
  words
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(/\s+/g, '-');
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
