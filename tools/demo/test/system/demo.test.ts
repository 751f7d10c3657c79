import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { mkdirSync } from 'node:fs';
import { fromRoot } from '@florin/processes';
import { Florin } from '@florin/sdk';
import { eventually, execute, findChromium, startBank, type Bank } from '@florin/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chromium, type Page } from 'playwright-core';

let bank: Bank;
let florin: Florin;

beforeAll(async () => {
  // The API serves the console as it was built when it started.
  execute(fromRoot(), process.execPath, 'apps/console/build/main.ts');
  bank = await startBank({
    env: {
      ...{ WEBHOOK_ALLOW_HTTP: 'true', WEBHOOK_ALLOW_PRIVATE: 'true', WEBHOOK_VERIFICATION: 'off' },
      WEBHOOK_RETRY_SECONDS: '1,1,1',
    },
  });
  florin = new Florin({ apiKey: bank.apiKey, baseUrl: bank.url });
});
afterAll(() => bank?.stop());

function startDemo(...args: string[]): ChildProcess & { stdout: NodeJS.ReadableStream } {
  return spawn(process.execPath, [fromRoot('tools/demo/src/main.ts'), '--customers', '20', ...args], {
    env: { PATH: process.env['PATH'], FLORIN_URL: bank.url, FLORIN_API_KEY: bank.apiKey },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function runDemo(...args: string[]): Promise<string> {
  const demo = startDemo(...args);
  const [out, [code]] = await Promise.all([text(demo.stdout), once(demo, 'exit')]);
  expect(code).toBe(0);
  return out;
}

test('a run that is killed and repeated fills the tenant once, and another run adds nothing', async () => {
  const killed = startDemo();
  await eventually(async () => (await countTransactions()) > 400);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const out = await runDemo();
  expect(out).toContain('Fraud has raised 6 alerts');
  const filled = await countTransactions();
  expect(filled).toBeGreaterThan(1_000);

  await runDemo('--days', '3');
  expect(await countTransactions()).toBe(filled);
});

test('the bank is in balance, has three currencies, and refused a few payments', async () => {
  const { data: books } = await florin.accounts.trialBalance();
  expect(books.map(({ currency, difference }) => [currency, difference])).toEqual([
    ['EUR', 0],
    ['JPY', 0],
    ['USD', 0],
  ]);
  await eventually(async () => {
    const { data: reasons } = await florin.analytics.failureReasons();
    const codes = reasons.map(({ code }) => String(code));
    return ['insufficient_funds', 'limit_exceeded', 'state_conflict'].every((code) => codes.includes(code));
  });
});

test('fraud has raised an alert about each pattern and about nothing else, and all rules are on', async () => {
  const { data: alerts } = await florin.fraud.alerts.list();
  const raised = await Promise.all(
    alerts.map(async ({ rule, account_id }) => [rule, (await florin.accounts.get(account_id)).name]),
  );
  const drained = [
    ['rapid_drain', 'Account of a money mule'],
    ['rapid_drain', 'Invoices back and forth'],
    ['rapid_drain', 'Invoices back and forth: the other account'],
  ];
  expect(raised.sort()).toEqual([
    ['hold_velocity', 'Stolen card tried out'],
    ['large_amount', 'Inheritance'],
    ...drained,
    ['repeated_failures', 'Card without money'],
    ['round_trip', 'Invoices back and forth'],
    ['structuring', 'Cash just below the limit'],
  ]);
  const { data: rules } = await florin.fraud.rules.list();
  expect(rules.every(({ enabled }) => enabled)).toBe(true);
});

test('webhooks have arrived, some at the second attempt, and no endpoint waits for a receiver that has ended', async () => {
  const { data: endpoints } = await florin.webhookEndpoints.list();
  expect(endpoints).toHaveLength(2);
  expect(endpoints.every(({ enabled }) => !enabled)).toBe(true);
  const { data: deliveries } = await florin.webhookDeliveries.list({ status: 'delivered', limit: 100 });
  expect(new Set(deliveries.map(({ attempt_count }) => attempt_count))).toEqual(new Set([1, 2]));
});

test('the console shows the month, as in the pictures of the README', async () => {
  const executablePath = findChromium(console.log);
  if (executablePath === undefined) return console.warn('No Chromium here: the console was not looked at.');
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, locale: 'en-GB' });
    page.setDefaultTimeout(90_000);
    await page.goto(`${bank.url}/console`);
    await page.getByLabel('API key').fill(bank.apiKey);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Balanced').waitFor();

    const { data: accounts } = await florin.accounts.list({ external_id: 'demo-1-0012' });
    await page.goto(`${bank.url}/console/accounts/${accounts[0]?.id}`);
    await page.locator('.recharts-area-curve').waitFor();
    await page.getByText('Opening balance').or(page.getByText('Capture')).first().waitFor();
    await takePicture(page, 'console-account');

    const { data: captures } = await florin.transactions.list({ type: 'capture', limit: 1 });
    await page.goto(`${bank.url}/console/transactions/${captures[0]?.id}`);
    await page.getByText('Published').waitFor();
    await takePicture(page, 'console-transaction');
  } finally {
    await browser.close();
  }
});

/** The pictures in `docs/images` are copies of these. */
async function takePicture(page: Page, name: string): Promise<void> {
  const directory = fromRoot('.local', 'screenshots');
  mkdirSync(directory, { recursive: true });
  await page.screenshot({ path: `${directory}/${name}.png`, animations: 'disabled' });
}

/** Of all currencies, refused ones not included. */
async function countTransactions(): Promise<number> {
  const { data: books } = await florin.accounts.trialBalance();
  return books.reduce((sum, { transactions }) => sum + transactions, 0);
}
