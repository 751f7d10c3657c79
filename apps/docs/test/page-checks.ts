import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { WatchedPage } from './open-site.ts';

const pictures = join(import.meta.dirname, '..', '..', '..', '.local', 'screenshots');

/** Widths of a desktop, a tablet and a phone. */
export const widths = [1400, 768, 390];

/** Runs in the page: what is cut off, or reaches beyond the window. Code, tables and text wrap, so nothing scrolls sideways. */
const findCut = `(() => {
  const found = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) found.push('the page scrolls sideways');
  for (const element of document.querySelectorAll('.vp-doc :is(div, pre, code, table, tr, td, p, ul, h1, h2, h3)')) {
    const { display, overflowX } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (display === 'none' || box.width === 0 || element.closest('.tabs')) continue;
    const isCut = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
    if (isCut || box.right > width + 1) found.push(element.tagName + ': ' + element.textContent.slice(0, 60));
  }
  return found;
})()`;

/** What is cut off at each width and in print, as lines. */
export async function cutPartsOf(page: WatchedPage): Promise<string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const cut of await page.evaluate<string[]>(findCut)) found.push(`${width} px: ${cut}`);
  }
  // A sheet of A4 within its margins.
  await page.setViewportSize({ width: 718, height: 1000 });
  await page.emulateMedia({ media: 'print' });
  for (const cut of await page.evaluate<string[]>(findCut)) found.push(`print: ${cut}`);
  await page.emulateMedia({ media: 'screen' });
  return found;
}

/** What axe finds, as lines: in the whole page, or only in what is within `part`. */
export async function barriersOf(page: WatchedPage, part?: string): Promise<string[]> {
  // Violations alone: axe spends half of its time on the descriptions of what has passed.
  const run = `axe.run('${part ?? 'html'}', { resultTypes: ['violations'] })`;
  const { violations } = await page.evaluate<AxeResults>(`${axe.source}\n${run}`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
}

/** Keeps a picture for people to look at. CI keeps none: nobody sees what its machine has under `.local`. */
export async function takePicture(page: WatchedPage, name: string): Promise<void> {
  if (process.env['CI']) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `docs-${name}.png`), fullPage: true });
}
