import type { DefaultTheme, UserConfig } from 'vitepress';
import { anchorOf, codeTheme, labelCells, stylesToClasses } from './markdown-rules.ts';
import { readSections, type Section } from './pages.ts';
import { readReference, type Reference } from './reference-text.ts';

/** Scripts that are no part of VitePress's build, as paths below /docs. */
export type Scripts = {
  /** Takes the place of VitePress's inline scripts. */
  first: string;
  scalar: string;
};

/** VitePress's settings for the site at /docs. */
export function siteConfig(scripts: Scripts): UserConfig<DefaultTheme.Config> {
  return {
    lang: 'en',
    title: 'Florin',
    titleTemplate: ':title · Florin',
    description: 'A banking API for developers.',
    base: '/docs/',
    outDir: 'out',
    srcExclude: ['public/**'],
    cleanUrls: true,
    // What is known of all pages in a file instead of in each page.
    metaChunk: true,
    // Pages are small and near; loading all links of a page ahead would use up rate limits.
    router: { prefetchLinks: false },
    // The transition would be suspended by an inline style.
    appearance: { disableTransition: false },
    head: [
      ['script', { src: `/docs/${scripts.first}` }],
      ['link', { rel: 'icon', href: '/docs/icon.svg', type: 'image/svg+xml' }],
      ['meta', { name: 'color-scheme', content: 'light dark' }],
    ],
    transformHtml: (html) => html.replaceAll(inlineScript, '').replaceAll(inlineStyle, '$1'),
    markdown: {
      html: false,
      linkify: false,
      // Anchors of operations contain {id}.
      attrs: { leftDelimiter: '%{', rightDelimiter: '}%' },
      theme: codeTheme,
      codeTransformers: [stylesToClasses],
      anchor: { slugify: anchorOf },
      toc: { slugify: anchorOf },
      headers: { slugify: anchorOf },
      config: labelCells,
    },
    themeConfig: {
      siteTitle: 'Florin',
      logo: '/icon.svg',
      nav: [
        { text: 'Guides', link: '/guides', activeMatch: '^/guides' },
        { text: 'SDK and CLI', link: '/sdk', activeMatch: '^/(sdk|cli|examples)' },
        { text: 'API', link: '/reference' },
        { text: 'Errors', link: '/errors', activeMatch: '^/errors' },
        { text: 'Events', link: '/events', activeMatch: '^/events' },
        { text: 'Operations', link: '/operations', activeMatch: '^/operations' },
        {
          text: 'Inside',
          link: '/architecture',
          activeMatch: '^/(features|architecture|security|invariants|performance|decisions)',
        },
      ],
      sidebar: sidebarsOf(readSections(), readReference()),
      outline: { level: [2, 3], label: 'On this page' },
      externalLinkIcon: true,
      search: { provider: 'local' },
    },
    vite: {
      logLevel: 'error',
      define: { scalarScript: JSON.stringify(scripts.scalar) },
      // Data in URLs would be inline code.
      build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 5_000 },
    },
  };
}

/** Each part of the site has a sidebar of its own, so that no group has to be opened first. */
function sidebarsOf(sections: Section[], { tags }: Reference): DefaultTheme.SidebarMulti {
  const groups = new Map(
    sections.map(({ title, pages }) => [
      title,
      { text: title, items: pages.map(({ label, address }) => ({ text: label, link: `/${address}` })) },
    ]),
  );
  const sidebarOf = (...titles: string[]) => titles.flatMap((title) => groups.get(title) ?? []);
  const operations = tags.map(({ name, entries }) => ({
    text: name,
    // A link with a target is left to the browser, so that Scalar notices it.
    items: entries.map(({ summary, anchor }) => ({
      text: summary,
      link: `/reference#${anchor}`,
      target: '_self',
    })),
  }));
  const forDevelopers = sidebarOf('Guides', 'SDK and command line');
  const inside = sidebarOf('How it works', 'Decisions');
  const insidePages = ['features', 'architecture', 'security', 'invariants', 'performance', 'decisions'];
  return {
    ...Object.fromEntries(['guides', 'sdk', 'cli', 'examples'].map((path) => [`/${path}`, forDevelopers])),
    '/reference': [
      { text: 'API reference', items: [{ text: 'Overview', link: '/reference' }] },
      ...operations,
    ],
    '/errors': sidebarOf('Errors'),
    '/events': sidebarOf('Events'),
    '/operations': sidebarOf('Operations'),
    ...Object.fromEntries(insidePages.map((path) => [`/${path}`, inside])),
  };
}

/** VitePress's scripts that choose the theme before the page is shown. */
const inlineScript = /<script id="(?:check-dark-mode|check-mac-os)">[\s\S]*?<\/script>/g;
/** Styles of elements, which the Content-Security-Policy forbids too; theme/styles/content.css has what is lost. */
const inlineStyle = /(<[a-z][^<>]*?) style="[^"]*"/g;
