import { eventually } from '@florin/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openSite, type OpenedSite, type WatchedPage } from '../open-site.ts';
import { barriersOf, cutPartsOf, takePicture, widths } from '../page-checks.ts';

let site: OpenedSite | undefined;
const limitMs = 400_000;

beforeAll(async () => void (site = await openSite()), limitMs);
afterAll(() => site?.stop());

/** Scripts of the page run from here on. */
const untilReady = (page: WatchedPage) => page.locator('.VPNavBar').first().waitFor();
const readText = async (path: string) => (await fetch(`${site?.url}${path}`)).text();

test(
  'no page is cut off at any width or on paper, and axe finds nothing in it',
  async () => {
    if (!site) return;
    expect(site.paths.length).toBeGreaterThan(100);
    const waiting = site.paths.filter((path) => path !== '/docs/reference');
    const faulty: unknown[] = [];
    // Two tabs, because one leaves a core of the machine idle.
    const tabs = await Promise.all([site.open(), site.open()]);
    await Promise.all(
      tabs.map(async (page) => {
        for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
          await page.goto(`${site?.url}${path}`);
          await untilReady(page);
          const cut = await cutPartsOf(page);
          const barriers = await barriersOf(page, '#VPContent');
          if (cut.length + barriers.length > 0) faulty.push({ path, cut, barriers });
        }
        faulty.push(...page.faults);
        await page.close();
      }),
    );
    expect(faulty).toEqual([]);
  },
  limitMs,
);

test(
  'axe finds nothing in whole pages of each kind, in both themes and at every width',
  async () => {
    if (!site) return;
    const names = [
      '',
      '/guides/webhooks',
      '/errors',
      '/events/TransactionsCompletedV1',
      '/operations/metrics',
    ];
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await site.open({ colorScheme });
      for (const name of names) {
        await page.goto(`${site.url}/docs${name}`);
        await untilReady(page);
        for (const width of widths) {
          await page.setViewportSize({ width, height: 900 });
          await takePicture(page, `${name.replaceAll('/', '-').slice(1) || 'first'}-${width}-${colorScheme}`);
          const barriers = await barriersOf(page);
          expect({ name, width, colorScheme, barriers }).toEqual({ name, width, colorScheme, barriers: [] });
        }
      }
      expect(page.faults).toEqual([]);
      await page.close();
    }
  },
  limitMs,
);

test(
  'every link leads somewhere, and every page is Markdown too',
  async () => {
    if (!site) return;
    const pages = new Map<string, string>();
    // The console has tests of its own, and may not be built here.
    const status = new Map([['/console', 200]]);
    const broken: string[] = [];
    for (const path of site.paths) pages.set(path, await readText(path));
    for (const [path, html] of pages) {
      for (const [, link = '', anchor] of html.matchAll(/<a[^>]* href="(\/[^"#]*)?(?:#([^"]*))?"/g)) {
        const target = link === '' ? path : link.replace(/(.)\/$/, '$1');
        const there = pages.get(target);
        if (there === undefined && !status.has(target))
          status.set(target, (await fetch(site.url + target)).status);
        if (there === undefined && status.get(target) !== 200) broken.push(`${path}: ${target}`);
        if (anchor && there?.includes(`id="${decodeURIComponent(anchor)}"`) === false)
          broken.push(`${path}: ${target}#${anchor}`);
      }
      const markdown = await readText(`${path === '/docs' ? '/docs/index' : path}.md`);
      expect(markdown).toMatch(/^# \S/);
      expect(markdown).not.toContain('<!-- ');
    }
    expect(broken).toEqual([]);
  },
  limitMs,
);

test(
  'the search finds words of guides, errors and operations, and leads there',
  async () => {
    if (!site) return;
    const page = await site.open();
    const searchFor = async (words: string, result: string) => {
      await page.goto(`${site?.url}/docs/guides/money`);
      await page.getByRole('button', { name: 'Search' }).click();
      await page.locator('input.search-input').fill(words);
      await page.locator('.VPLocalSearchBox .result').filter({ hasText: result }).first().click();
    };
    await searchFor('insufficient_funds what to do', 'insufficient_funds');
    await page.waitForURL('**/docs/errors/insufficient_funds**');
    await searchFor('raw body trap', 'trap');
    await page.waitForURL('**/docs/guides/webhooks#the-raw-body-trap');
    await searchFor('take money out of an account', 'Take money out');
    await page.waitForURL('**/docs/reference#tag/transactions/POST/transactions/debit');
    expect(page.faults).toEqual([]);
    await page.close();
  },
  limitMs,
);

test(
  'the reference stands in the frame of the site, goes to an operation, and has its theme',
  async () => {
    if (!site) return;
    const page = await site.open();
    await page.goto(`${site.url}/docs/guides`);
    await page.getByRole('link', { name: 'API', exact: true }).click();
    const reference = page.locator('.api-reference');
    await reference.getByText('Authentication', { exact: true }).first().waitFor();
    await page.locator('.VPSidebar').getByText('Take money out of an account').click();
    await reference.getByText('Moves an amount from an account to the external account').waitFor();
    await takePicture(page, 'reference-light');
    await page.getByRole('switch').first().click();
    await eventually(() => page.evaluate<boolean>("document.body.classList.contains('dark-mode')"));
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
    // Scalar gives the example answers of all operations one name.
    const barriers = (await barriersOf(page)).filter((each) => !each.includes('response-card'));
    expect(barriers).toEqual([]);
    expect(page.faults).toEqual([]);
    await page.close();
    const withoutScripts = await site.open({ javaScriptEnabled: false });
    await withoutScripts.goto(`${site.url}/docs/reference`);
    await withoutScripts.getByText('POST /transactions/debit').waitFor();
    await withoutScripts.close();
  },
  limitMs,
);

test(
  'code is copied as it stands, tabs change the language, and the theme stays',
  async () => {
    if (!site) return;
    const page = await site.open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(`${site.url}/docs/guides/quick-start`);
    await page.locator('.language-sh', { hasText: 'npm start' }).getByRole('button').first().click();
    await eventually(async () => (await page.evaluate('navigator.clipboard.readText()')) === 'npm start');
    await page.getByRole('switch').first().click();
    await page.reload();
    expect(await page.evaluate('document.documentElement.className')).toContain('dark');
    await takePicture(page, 'quick-start-dark');
    expect(page.faults).toEqual([]);
    await page.close();
  },
  limitMs,
);

test(
  'what is not there is a page for people, and the type of a real problem is a page about it',
  async () => {
    if (!site) return;
    const page = await site.open();
    const answer = await page.goto(`${site.url}/docs/nothing`);
    expect(answer?.status()).toBe(404);
    await page.getByRole('heading', { name: 'There is no page here' }).waitFor();
    expect(await barriersOf(page)).toEqual([]);
    const headers = { authorization: 'Bearer flk_wrong' };
    const refused = await page.request.get(`${site.url}/accounts`, { headers });
    const { type, code } = await refused.json();
    await page.goto(type);
    await page.getByRole('heading', { level: 1 }).getByText(code).waitFor();
    expect(page.faults).toEqual([]);
    await page.close();
  },
  limitMs,
);
