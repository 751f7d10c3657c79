import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, startBank } from '@florin/testing';
import { fillBank, type FilledBank } from '../fill-bank.ts';
import { openConsole, type OpenedConsole, type WatchedPage } from '../open-console.ts';
import { checkPage } from '../page-checks.ts';

let opened: OpenedConsole | undefined;
let bank: FilledBank;

beforeAll(async () => {
  opened = await openConsole(() => startBank({ apps: ['api', 'worker', 'analytics'] }));
  if (!opened) return;
  const { florin } = opened;
  bank = await fillBank(florin);
  // The last of the movements has arrived.
  await eventually(async () => {
    const { series } = await florin.analytics.series({ metric: 'failed' });
    return series.some(({ points }) => points.some(({ value }) => value > 0));
  });
}, 400_000);

afterAll(() => opened?.stop());

async function download(page: WatchedPage, what: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Download as CSV: ${what}` }).click(),
  ]);
  return readFileSync(await file.path(), 'utf8');
}

test('a figure is drawn over time, accounts are ranked, cohorts are shown, and each is a CSV', async () => {
  if (!opened) return;
  const page = await opened.signIn({ to: '/analytics?currency=EUR' });
  await page.locator('.recharts-area-curve').waitFor();
  const movers = page.locator('.bar-line');
  await movers.first().waitFor();
  await page.locator('.cohort-cell').first().waitFor();
  expect(await page.locator('.cohort-cell').last().textContent()).toBe('100%');
  await checkPage(page, 'analytics');
  expect(await download(page, 'Volume')).toMatch(/^currency,time,value\r\n/);
  expect(await download(page, 'Cohorts')).toMatch(/^month,accounts,month_0/);
  // Grace received the rent of 980.00 EUR, and paid nothing.
  await page.getByLabel('Ranked by').selectOption('received');
  await page
    .locator('.bar-line', { hasText: bank.grace.id.slice(-8) })
    .getByText('+€980.00')
    .waitFor();
  expect(await download(page, 'Top movers')).toContain(`${bank.grace.id},98000,0,1`);
  await page.getByLabel('Figure').selectOption('failed');
  await page.getByRole('heading', { name: 'Failed transactions' }).waitFor();
  await page.getByRole('button', { name: '90 days' }).click();
  await page.reload();
  await page.getByRole('heading', { name: 'Failed transactions' }).waitFor();
  expect(page.url()).toMatch(/metric=failed.*days=90|days=90.*metric=failed/);
  await page.close();
}, 400_000);

test('the page fits a narrow screen, and a key without the scope is not led to it', async () => {
  if (!opened) return;
  const page = await opened.signIn({ to: '/analytics', narrow: true, scopes: ['analytics:read'] });
  await page.locator('.bar-line').first().waitFor();
  await page.locator('.cohort-cell').first().waitFor();
  await page.locator('.recharts-area-curve').waitFor();
  await checkPage(page, 'analytics');
  await page.close();
  const other = await opened.signIn({ to: '/accounts', scopes: ['accounts:read'] });
  await other.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
  expect(await other.getByRole('link', { name: /Analytics|Fraud rules/ }).count()).toBe(0);
  await other.close();
}, 400_000);
