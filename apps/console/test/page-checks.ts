import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@florin/testing';
import { expect } from '@jest/globals';
import axe, { type AxeResults } from 'axe-core';
import type { WatchedPage } from './open-console.ts';

const screenshots = join(import.meta.dirname, '..', '..', '..', '.local', 'screenshots');

/** Runs in the page. Violations alone: axe spends half of its time on the descriptions of what has passed. */
const runAxe = `${axe.source}\naxe.run({ resultTypes: ['violations'] })`;

/**
 * Checks the page as it stands, in both themes: axe finds nothing, nothing scrolls sideways, and nothing that must not
 * happen has happened. Keeps a picture of each theme for people to look at, but not in CI.
 */
export async function checkPage(page: WatchedPage, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const width = page.viewportSize()?.width ?? 0;
    if (!process.env['CI']) await takePicture(page, `${name}-${width}-${colorScheme}`);
    const { violations } = await page.evaluate<AxeResults>(runAxe);
    const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    expect({ page: name, colorScheme, found }).toEqual({ page: name, colorScheme, found: [] });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  }
  expect(page.faults).toEqual([]);
}

async function takePicture(page: WatchedPage, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
}

/** Waits until the list on the page has this many rows. */
export async function untilRows(page: WatchedPage, count: number): Promise<void> {
  await eventually(async () => (await page.locator('tbody tr:not(.space)').count()) === count);
}
