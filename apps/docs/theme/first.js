/* global document, localStorage, navigator, window */
// Runs before the page is shown, in place of VitePress's inline scripts: the Content-Security-Policy forbids those.
const root = document.documentElement;
const chosen = localStorage.getItem('vitepress-theme-appearance') || 'auto';
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
root.classList.toggle('dark', chosen === 'auto' ? prefersDark : chosen === 'dark');
root.classList.toggle('mac', /Mac|iPhone|iPod|iPad/i.test(navigator.platform));
root.classList.add('with-scripts');
