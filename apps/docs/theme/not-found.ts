import { withBase } from 'vitepress';
import { h, type FunctionalComponent } from 'vue';

const places = [
  ['/guides', 'Guides'],
  ['/reference', 'API reference'],
  ['/errors', 'Errors'],
  ['/events', 'Events'],
] as const;

/** What a person sees whose link leads to no page. */
export const NotFound: FunctionalComponent = () =>
  h('main', { class: 'not-found vp-doc' }, [
    h('h1', 'There is no page here'),
    h('p', 'The address may be misspelt, or the page has another one now. The search above knows all pages.'),
    h('p', [
      h('a', { href: withBase('/') }, 'First page'),
      ...places.flatMap(([path, name]) => [' · ', h('a', { href: withBase(path) }, name)]),
    ]),
  ]);
