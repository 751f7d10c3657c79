import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, startBank } from '@florin/testing';
import { fillBank, type FilledBank } from '../fill-bank.ts';
import { openConsole, type OpenedConsole } from '../open-console.ts';
import { checkPage } from '../page-checks.ts';

let opened: OpenedConsole | undefined;
let bank: FilledBank;

beforeAll(async () => {
  opened = await openConsole(() => startBank({ apps: ['api', 'worker', 'fraud', 'notifications'] }));
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
  bank = await fillBank(florin);
  await eventually(async () => {
    const { data } = await florin.fraud.alerts.list({ state: 'open', rule: 'large_amount' });
    return data.length > 0;
  });
}, 400_000);

afterAll(() => opened?.stop());

test("an account's page shows its alerts, what is used of its limit, and how its holder is notified", async () => {
  if (!opened) return;
  const { florin } = opened;
  const { id } = bank.ada;
  await florin.accounts.update(id, { daily_limit: 500_000 });
  await eventually(() =>
    florin.notificationPreferences.get(id).then(
      () => true,
      () => false,
    ),
  );
  const page = await opened.signIn({ to: `/accounts/${id}` });
  await page.getByRole('button', { name: 'large amount' }).waitFor();
  const { spent_today } = await florin.accounts.get(id);
  await page.locator(`meter[value="${spent_today}"][max="500000"]`).waitFor();
  await page.getByRole('button', { name: 'Change the notifications' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Mail to').fill('ada@example.com');
  await dialog.getByLabel('Failed transactions').uncheck();
  await dialog.getByLabel('From this amount').fill('10,50');
  await checkPage(page, 'account-preferences');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('ada@example.com').waitFor();
  expect(await florin.notificationPreferences.get(id)).toMatchObject({
    ...{ email: 'ada@example.com', minimum_amount: 1_050, kinds: ['transaction_completed', 'fraud_alert'] },
  });
  await dialog.waitFor({ state: 'hidden' });
  await checkPage(page, 'account-with-alerts');
  await page.close();
  const other = await opened.signIn({ to: `/accounts/${id}`, scopes: ['accounts:read'] });
  await other.getByRole('heading', { name: 'Limits' }).waitFor();
  expect(await other.getByRole('heading', { name: /Fraud alerts|Notifications/ }).count()).toBe(0);
  await other.close();
}, 400_000);

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
