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
  await fillBank(florin);
  await eventually(async () => {
    const { movements } = await florin.fraud.rules.backTest('large_amount');
    return movements >= 9;
  });
}, 400_000);

afterAll(() => opened?.stop());

test('a moved threshold shows what it would have found, and is saved after a look at the difference', async () => {
  if (!opened) return;
  const { florin } = opened;
  const { parameters } = await florin.fraud.rules.get('large_amount');
  const page = await opened.signIn({ to: '/fraud/rules?rule=large_amount' });
  const asSet = page.locator('.hits-main strong');
  await page.locator('.hits').getByText('as set here').waitFor();
  await page.getByText('Nobody has changed this rule').waitFor();
  // The salary of 4,123.50 EUR and the opening deposit of 1,250,000 JPY are above 3,000 units.
  await page.getByRole('spinbutton', { name: 'threshold units' }).fill('3000');
  const expected = await florin.fraud.rules.backTest('large_amount', {
    parameters: { threshold_units: 3_000 },
  });
  expect(expected.alert_count).toBeGreaterThan(0);
  await eventually(async () => (await asSet.textContent()) === String(expected.alert_count));
  await page.getByText('What it would have found, the oldest first').click();
  await checkPage(page, 'fraud-rules');
  // The slider itself moves the threshold too.
  const slider = page.getByRole('slider', { name: 'threshold units' });
  await slider.press('End');
  await eventually(async () => (await asSet.textContent()) === '0');
  await page.getByRole('spinbutton', { name: 'threshold units' }).fill('3000');
  await page.getByRole('button', { name: 'Review and save' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(`${expected.alert_count} alerts instead of`).waitFor();
  expect(await dialog.locator('.differences').textContent()).toContain(
    `${parameters['threshold_units']} → 3000`,
  );
  await checkPage(page, 'fraud-rule-saving');
  expect((await florin.fraud.rules.get('large_amount')).parameters).toEqual(parameters);
  await dialog.getByRole('button', { name: 'Save the rule' }).click();
  await page.getByText('Version 1').waitFor();
  const { data } = await florin.fraud.rules.changes('large_amount');
  expect(data[0]?.after.parameters).toEqual({ ...parameters, threshold_units: 3_000 });
  await page
    .getByText(data[0]?.changed_by ?? 'nobody')
    .first()
    .waitFor();
  await checkPage(page, 'fraud-rule-saved');
  await page.close();
}, 400_000);

test('a key that may only read tries thresholds and saves none', async () => {
  if (!opened) return;
  const page = await opened.signIn({
    to: '/fraud/rules?rule=velocity',
    narrow: true,
    scopes: ['fraud:read'],
  });
  await page.getByRole('slider', { name: 'limit', exact: true }).press('Home');
  await page.locator('.hits').getByText('as set here').waitFor();
  expect(await page.getByRole('button', { name: /Review|Reset/ }).count()).toBe(0);
  expect(await page.getByLabel('The rule is on').count()).toBe(0);
  await checkPage(page, 'fraud-rules');
  await page.close();
}, 400_000);
