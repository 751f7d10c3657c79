import DefaultTheme from 'vitepress/theme-without-fonts';
import type { EnhanceAppContext, Theme } from 'vitepress';
import { useData } from 'vitepress';
import { defineComponent, h } from 'vue';
import { ApiReference } from './api-reference.ts';
import { NotFound } from './not-found.ts';
import './styles/colors.css';
import './styles/code.css';
import './styles/content.css';
import './styles/reference.css';
import './styles/first-page.css';
import './styles/print.css';

const Layout = defineComponent(() => {
  const { frontmatter } = useData();
  return () =>
    h(DefaultTheme.Layout, null, {
      'doc-before': () => (frontmatter.value['reference'] === true ? h(ApiReference) : undefined),
      'not-found': () => h(NotFound),
    });
});

/** VitePress's theme, with Scalar's reference inside one of its pages. */
export const theme: Theme = {
  extends: DefaultTheme,
  Layout,
  enhanceApp({ router }: EnhanceAppContext) {
    // The reference has a Content-Security-Policy of its own, so a browser must load it as a page and leave it as one.
    router.onBeforeRouteChange = (to) => {
      if (import.meta.env.SSR) return;
      const here = isReference(location.pathname);
      const there = new URL(to, location.href);
      if (here === isReference(there.pathname) || there.href === location.href) return;
      location.assign(there.href);
      return false;
    };
  },
};

const isReference = (path: string): boolean => path.endsWith('/reference');
