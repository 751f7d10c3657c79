import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, startBank } from '@florin/testing';
import { fillBank } from '../fill-bank.ts';
import { openConsole, type OpenedConsole } from '../open-console.ts';
import { checkPage } from '../page-checks.ts';

let opened: OpenedConsole | undefined;

beforeAll(async () => {
  opened = await openConsole(() => startBank({ apps: ['api', 'worker', 'fraud'] }));
  if (!opened) return;
  const { florin } = opened;
  // A rule that a salary breaks.
  await florin.fraud.rules.update('large_amount', {
    ...{
      enabled: true,
      severity: 'high',
      parameters: { threshold_units: 3_000, threshold_units_by_currency: {}, quiet_seconds: 60 },
    },
  });
  await fillBank(florin);
  await eventually(async () => {
    const { data } = await florin.fraud.alerts.list({ state: 'open', rule: 'large_amount' });
    return data.length > 0;
  });
}, 400_000);

afterAll(() => opened?.stop());

test('an alert shows its evidence, and is dismissed with a note', async () => {
  if (!opened) return;
  const page = await opened.signIn({ to: '/fraud' });
  const alerts = page.getByRole('button', { name: 'large amount' });
  await alerts.first().waitFor();
  await checkPage(page, 'fraud');
  const before = await opened.florin.fraud.alerts.list({ state: 'open' });
  await alerts.first().click();
  await page.locator('.evidence li').first().waitFor();
  await checkPage(page, 'fraud-alert');
  await page.getByLabel('Note').fill('the usual salary');
  await page.getByRole('button', { name: 'Dismiss', exact: true }).click();
  await page.getByText('The alert is dismissed.').first().waitFor();
  const after = await opened.florin.fraud.alerts.list({ state: 'open' });
  expect(after.data.length).toBe(before.data.length - 1);
  const [dismissed] = (await opened.florin.fraud.alerts.list({ state: 'dismissed' })).data;
  expect(dismissed?.decision?.note).toBe('the usual salary');
  await page.getByRole('button', { name: 'Dismissed' }).click();
  await page.getByRole('button', { name: 'large amount' }).click();
  await page.getByText('the usual salary').waitFor();
  await page.close();
}, 400_000);

test('a key that may only read decides nothing', async () => {
  if (!opened) return;
  const page = await opened.signIn({ to: '/fraud', narrow: true, scopes: ['fraud:read'] });
  await page.getByRole('button', { name: 'large amount' }).first().click();
  await page.locator('.evidence li').first().waitFor();
  expect(await page.getByRole('button', { name: /^(Confirm fraud|Dismiss)$/ }).count()).toBe(0);
  await checkPage(page, 'fraud-alert');
  await page.close();
}, 400_000);
