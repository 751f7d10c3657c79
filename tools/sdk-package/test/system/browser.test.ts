import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  createTestDatabase,
  findChromium,
  migrateBank,
  openTenant,
  startApp,
  type PackedProject,
} from '@florin/testing';
import { chromium } from 'playwright-core';
import { createSdkProject } from '../sdk-project.ts';
import { startPageServer, type PageServer } from '../page-server.ts';

/** A page that uses a key from its own server, and shows the result in its title. */
const page = (apiKey: string) => `<!doctype html>
<script type="importmap">{ "imports": {
  "@florin/sdk": "/modules/@florin/sdk/esm/index.js", "openapi-fetch": "/modules/openapi-fetch/dist/index.mjs"
} }</script>
<script type="module">
import { Florin, InsufficientFundsError, Money } from '@florin/sdk';
try {
  const florin = new Florin({ apiKey: '${apiKey}', baseUrl: location.origin });
  const { id } = await florin.accounts.create({ initial_balance: 100 });
  await florin.transactions.debit({ account_id: id, amount: 50 });
  const refused = await florin.transactions.debit({ account_id: id, amount: 51 }).catch((error) => error);
  const types = [];
  for await (const { type } of florin.transactions.list({ account_id: id, limit: 1 })) types.push(type);
  const { balance } = await florin.accounts.balance(id);
  const money = Money.format(balance, 'USD', 'en-US');
  document.title = [money, refused instanceof InsufficientFundsError, types.join(' ')].join(', ');
} catch (error) {
  document.title = 'failed: ' + error;
}
</script>`;

const stops: (() => Promise<unknown> | void)[] = [];
let server: PageServer;
let command: string | undefined;

beforeAll(async () => {
  command = findChromium(console.log);
  const project: PackedProject = createSdkProject();
  stops.push(() => project.remove());
  const database = await createTestDatabase('browser', migrateBank);
  stops.push(() => database.drop());
  const { apiKey } = await openTenant(database.url);
  const api = await startApp('api', { DATABASE_URL: database.url });
  stops.push(() => api.stop());
  server = await startPageServer(join(project.directory, 'node_modules'), page(apiKey), api.url);
  stops.push(() => server.stop());
}, 240_000);

afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

test('a page in a browser moves money through the real API with the packed SDK', async () => {
  if (command === undefined) {
    // Only where nobody may install one: CI does.
    console.warn('No Chromium here, and none can be installed: the page was not tried.');
    return;
  }
  const browser = await chromium.launch({
    executablePath: command,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  try {
    const tab = await browser.newPage();
    await tab.goto(server.url);
    await tab.waitForFunction('document.title !== ""', undefined, { timeout: 120_000 });
    expect(await tab.title()).toBe('$0.50, true, debit debit credit');
  } finally {
    await browser.close();
  }
}, 240_000);
