import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { eventually } from '@florin/testing';
import { expect } from '@jest/globals';
import type { WatchedPage } from './open-console.ts';

const screenshots = join(import.meta.dirname, '..', '..', '..', '.local', 'screenshots');

/**
 * Checks the page as it stands, in both themes: axe finds nothing, nothing scrolls sideways, and nothing that must not
 * happen has happened. Keeps a picture of each theme.
 */
export async function checkPage(page: WatchedPage, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const width = page.viewportSize()?.width ?? 0;
    await page.screenshot({ path: `${screenshots}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    expect({ page: name, colorScheme, found }).toEqual({ page: name, colorScheme, found: [] });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  }
  expect(page.faults).toEqual([]);
}

/** Waits until the list on the page has this many rows. */
export async function untilRows(page: WatchedPage, count: number): Promise<void> {
  await eventually(async () => (await page.locator('tbody tr:not(.space)').count()) === count);
}
