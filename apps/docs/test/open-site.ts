import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createTestDatabase, findChromium, migrateBank, startApp } from '@florin/testing';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

/** A tab, and what must not happen in it. */
export type WatchedPage = Page & { faults: string[] };

export type OpenedSite = {
  url: string;
  /** The paths of all pages, from the list for programs. */
  paths: string[];
  open(options?: BrowserContextOptions): Promise<WatchedPage>;
  stop(): Promise<void>;
};

/** Far above what a page takes: the machine may be busy with other tests. */
const waitMs = 90_000;

/**
 * Builds the site, and starts an API that serves it and a browser. Undefined where no Chromium is and none can be installed; CI
 * installs one.
 */
export async function openSite(): Promise<OpenedSite | undefined> {
  const executablePath = findChromium(console.log);
  if (executablePath === undefined) {
    console.warn('No Chromium here, and none can be installed: the documentation was not tried.');
    return undefined;
  }
  const build = join(import.meta.dirname, '..', 'build', 'main.ts');
  // A process of its own: VitePress loads its settings as Node does, and not as Jest.
  console.log(
    execFileSync(process.execPath, [build], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const database = await createTestDatabase('docs', migrateBank);
    stops.push(() => database.drop());
    // A browser reads the pages faster than any person.
    const api = await startApp('api', { DATABASE_URL: database.url, RATE_LIMIT_ADDRESS: '100000' });
    stops.push(() => api.stop());
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
    stops.push(() => browser.close());
    const { url } = api;
    const paths = await pathsOf(url);
    return { url, paths, stop, open: (options) => openPage(browser, url, options) };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function pathsOf(url: string): Promise<string[]> {
  const list = await (await fetch(`${url}/llms.txt`)).text();
  return ['/docs', ...[...list.matchAll(/\]\((\/docs\/[^)]*)\.md\)/g)].map(([, path = '']) => path)];
}

/** Any violation of the policy, any request to another host and any error of the page is a fault. */
async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const page = await browser.newPage({
    ...{ viewport: { width: 1400, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce' },
    ...options,
  });
  page.setDefaultTimeout(waitMs);
  const faults: string[] = [];
  page.on('request', (request) => {
    const address = request.url();
    if (/^https?:/.test(address) && !address.startsWith(`${url}/`)) faults.push(`a request to ${address}`);
  });
  page.on('pageerror', (error) => faults.push(`the page failed: ${error.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) faults.push(message.text());
  });
  return Object.assign(page, { faults });
}
