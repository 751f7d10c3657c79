import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, startBank } from '@florin/testing';
import { fillBank } from '../fill-bank.ts';
import { openConsole, type OpenedConsole } from '../open-console.ts';
import { checkPage } from '../page-checks.ts';

let opened: OpenedConsole | undefined;

beforeAll(async () => {
  opened = await openConsole(startBank);
  if (!opened) return;
  const { florin } = opened;
  await fillBank(florin);
  // The figures come from events, which arrive a moment after the answers.
  await eventually(async () => {
    const { series } = await florin.analytics.series({ metric: 'failed', interval: 'hour' });
    return series.some(({ points }) => points.some(({ value }) => value > 0));
  });
}, 400_000);

afterAll(() => opened?.stop());

test('the first page shows what moved today, why some did not, and whether the books balance', async () => {
  if (!opened) return;
  const page = await opened.signIn({ to: '/' });
  await page.getByText('Balanced').waitFor();
  await page.locator('.figure', { hasText: 'Refused today' }).getByRole('link', { name: '1' }).waitFor();
  await page.getByRole('link', { name: 'insufficient_funds' }).waitFor();
  await page.locator('.recharts-area-curve').waitFor();
  const counted = page.locator('strong', { hasText: /^\d+$/ });
  await page.locator('.figure', { hasText: 'Open fraud alerts' }).locator(counted).waitFor();
  await page.locator('.figure', { hasText: 'Failed deliveries' }).locator(counted).waitFor();
  await checkPage(page, 'home');
  const { data } = await opened.florin.accounts.list({ external_id: 'customer-2' });
  await opened.florin.transactions.credit({
    ...{ account_id: data[0]?.id ?? '', amount: 777, currency: 'EUR', description: 'Just arrived' },
  });
  await page.getByRole('link', { name: 'Just arrived' }).waitFor();
  await page.locator('.figure', { hasText: 'Refused today' }).getByRole('link', { name: '1' }).click();
  await page.getByRole('link', { name: 'Used car' }).waitFor();
  expect(page.url()).toContain('status=failed');
  await page.close();
}, 400_000);

test('the first page fits a narrow screen, and shows only what the key may see', async () => {
  if (!opened) return;
  const page = await opened.signIn({ to: '/', narrow: true, scopes: ['accounts:read', 'transactions:read'] });
  await page.getByText('Balanced').waitFor();
  await page.getByRole('link', { name: 'Salary' }).waitFor();
  expect(await page.getByText('Refused today').count()).toBe(0);
  await checkPage(page, 'home-narrow');
  await page.close();
}, 400_000);
