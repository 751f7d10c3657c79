import { Florin, type Scope } from '@florin/sdk';
import { createTestDatabase, findChromium, migrateBank, openTenant, startApp } from '@florin/testing';
import { chromium, type Browser, type Page } from 'playwright-core';
import { buildConsole } from '../build/console-build.ts';

type RunningApi = { url: string; apiKey: string; stop(): Promise<void> };

export type OpenedConsole = {
  api: RunningApi;
  florin: Florin;
  apiKey: string;
  /** A tab that is signed in with a key of these scopes; by default with one that allows everything. */
  signIn(options?: { to?: string; scopes?: Scope[]; narrow?: boolean; dark?: boolean }): Promise<WatchedPage>;
  /** A tab that is not signed in. */
  open(options?: { narrow?: boolean; dark?: boolean }): Promise<WatchedPage>;
  stop(): Promise<void>;
};

/** A tab, and what must not happen in it. */
export type WatchedPage = Page & { faults: string[] };

/** Far above what a page takes: the machine may be busy with other tests. */
const waitMs = 90_000;

/**
 * Starts the API, or a whole bank, and a browser. Undefined where no Chromium is and none can be installed; CI
 * installs one.
 */
export async function openConsole(start = startApi): Promise<OpenedConsole | undefined> {
  const executablePath = findChromium(console.log);
  if (executablePath === undefined) {
    console.warn('No Chromium here, and none can be installed: the console was not tried.');
    return undefined;
  }
  await buildConsole();
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const api = await start();
    stops.push(api.stop);
    const { apiKey } = api;
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
    stops.push(() => browser.close());
    const florin = new Florin({ apiKey, baseUrl: api.url });
    return {
      ...{ api, florin, apiKey, stop },
      open: (options) => openPage(browser, api.url, options),
      async signIn({ to = '/accounts', scopes, ...options } = {}) {
        const key = scopes ? await limitedKey(florin, scopes) : apiKey;
        const page = await openPage(browser, api.url, options);
        await signInWith(page, api.url, key, to);
        return page;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The API alone, with a tenant of its own. */
async function startApi(): Promise<RunningApi> {
  const database = await createTestDatabase('console', migrateBank);
  const { apiKey } = await openTenant(database.url);
  const api = await startApp('api', { DATABASE_URL: database.url });
  const stop = async () => {
    await api.stop();
    await database.drop();
  };
  return { url: api.url, apiKey, stop };
}

async function limitedKey(florin: Florin, scopes: Scope[]): Promise<string> {
  const { secret } = await florin.apiKeys.create({ name: 'limited', scopes });
  if (secret === null) throw new Error('The answer has no key.');
  return secret;
}

async function signInWith(page: Page, url: string, key: string, to: string): Promise<void> {
  await page.goto(`${url}/console${to}`);
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('#content').waitFor();
}

/** Any violation of the policy, any request to another host and any error of the page is a fault. */
async function openPage(
  browser: Browser,
  url: string,
  { narrow = false, dark = false }: { narrow?: boolean; dark?: boolean } = {},
): Promise<WatchedPage> {
  const page = await browser.newPage({
    viewport: narrow ? { width: 390, height: 844 } : { width: 1400, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
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
