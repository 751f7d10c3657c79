import { describe, expect, test } from '@jest/globals';
import { siteTextFor, textFor } from '../build/markdown.ts';

const guide = 'docs/guides/holds.md';
const site = (text: string) => siteTextFor(guide, text);

describe('links', () => {
  const links: [string, string, string][] = [
    ['[money](money.md#units)', '[money](/guides/money#units)', '[money](/docs/guides/money.md#units)'],
    ['[events](../events.md)', '[events](/guides/events)', '[events](/docs/guides/events.md)'],
    ['[all](README.md)', '[all](/guides)', '[all](/docs/guides.md)'],
    ['[all](../errors/README.md)', '[all](/errors)', '[all](/docs/errors.md)'],
    ['[here](#below)', '[here](#below)', '[here](#below)'],
    [
      '[`code`](../errors/forbidden.md)',
      '[`code`](/errors/forbidden)',
      '[`code`](/docs/errors/forbidden.md)',
    ],
    ['[it](/docs/reference)', '[it](/reference)', '[it](/docs/reference.md)'],
    ['[it](../../openapi.yaml)', '[it](/openapi.json)%{target="_self"}%', '[it](/openapi.json)'],
    ['[it](/console)', '[it](/console)%{target="_self"}%', '[it](/console)'],
    ['[it](https://example.com/a.md)', '[it](https://example.com/a.md)', '[it](https://example.com/a.md)'],
  ];
  test.each(links)('%s', (written, onSite, forPrograms) => {
    expect(site(written)).toBe(onSite);
    expect(textFor(guide, written)).toBe(forPrograms);
  });

  test('to files without a page are plain text', () => {
    expect(site('[the code](../../libs/http/src/index.ts) is there')).toBe('the code is there');
  });

  test('stay as they are inside code', () => {
    const text = 'Write `[money](money.md)`:\n\n```sh\necho "[money](money.md)" # <!-- kept -->\n```\n';
    expect(site(text)).toBe(text);
    expect(textFor(guide, text)).toBe(text);
  });
});

describe('comments', () => {
  test('are for those who test or generate a page, not for its readers', () => {
    const text = '<!-- Generated -->\n\n# Holds\n\n<!-- not run: a reason -->\n\n```sh\nnpm start\n```\n';
    expect(site(text)).toBe('# Holds\n\n```sh\nnpm start\n```\n');
    expect(textFor(guide, text)).toBe('# Holds\n\n```sh\nnpm start\n```\n');
  });
});

describe('code', () => {
  test('with the name of a file has a tab with that name', () => {
    expect(site('```ts first.mts\nlet a;\n```\n')).toBe(
      '::: code-group\n\n```ts [first.mts]\nlet a;\n```\n\n:::\n',
    );
  });

  const blocks = '```sh\ncurl a\n```\n\n<!-- not run: a reason -->\n\n```ts\nlet a;\n```\n';

  test('in several languages becomes tabs', () => {
    expect(site(`<!-- tabs: curl, SDK -->\n\n${blocks}\nMore.\n`)).toBe(
      '::: code-group\n\n```sh [curl]\ncurl a\n```\n\n```ts [SDK]\nlet a;\n```\n\n:::\n\nMore.\n',
    );
  });

  test('that lacks a block for one of the tabs stops the build', () => {
    expect(() => site(`<!-- tabs: curl, SDK, CLI -->\n\n${blocks}`)).toThrow('curl, SDK, CLI');
    expect(() =>
      site(`<!-- tabs: curl, SDK -->\n\n${blocks.replace('<!--', 'Words between. <!--')}`),
    ).toThrow('curl, SDK');
  });
});
