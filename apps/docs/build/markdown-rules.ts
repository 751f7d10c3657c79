import { createCssVariablesTheme, type ShikiTransformer } from 'shiki';
import type { MarkdownRenderer } from 'vitepress';

/** Colours of code are variables of theme/styles/code.css. */
export const codeTheme = createCssVariablesTheme({
  name: 'florin',
  variablePrefix: '--code-',
  fontStyle: false,
});

/**
 * Shiki writes a style attribute for each word, which the Content-Security-Policy forbids: they become classes. It also leaves
 * a line plain after half a second, so that a build on a busy machine would be another one: here it has all the time it needs.
 */
export const stylesToClasses: ShikiTransformer = {
  preprocess(_code, options) {
    options.tokenizeTimeLimit = 0;
  },
  pre: (node) => void delete node.properties['style'],
  span(node) {
    const [, name] = /var\(--code-(?:token-)?([\w-]+)\)/.exec(String(node.properties['style'] ?? '')) ?? [];
    delete node.properties['style'];
    if (name !== undefined && name !== 'foreground') this.addClassToHast(node, `code-${name}`);
  },
};

/** Anchors as GitHub makes them, because the same files are read there. */
export const anchorOf = (words: string): string =>
  words
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, '')
    .trim()
    .replaceAll(/\s/g, '-');

/** On a narrow screen a table is a list: each cell carries the name of its column. Alignment is a class. */
export function labelCells(md: MarkdownRenderer): void {
  md.core.ruler.push('label-cells', ({ tokens }) => {
    let columns: string[] = [];
    let column = 0;
    for (const [index, token] of tokens.entries()) {
      if (token.type === 'table_open') columns = [];
      if (token.type === 'tr_open') column = 0;
      if (token.type !== 'th_open' && token.type !== 'td_open') continue;
      const alignment = /text-align:(\w+)/.exec(token.attrGet('style') ?? '')?.[1];
      token.attrs = (token.attrs ?? []).filter(([name]) => name !== 'style');
      if (alignment) token.attrJoin('class', `to-${alignment}`);
      if (token.type === 'td_open') {
        token.attrSet('data-label', columns[column++] ?? '');
        continue;
      }
      const name = plain(tokens[index + 1]?.content ?? '');
      columns.push(name);
      // A heading without words is an empty cell.
      const end = tokens[index + 2];
      if (name === '' && end !== undefined) token.tag = end.tag = 'td';
    }
  });
}

const plain = (text: string): string => text.replaceAll(/[`*]/g, '');
