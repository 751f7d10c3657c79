import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, startBank } from '@florin/testing';
import { fillBank } from '../fill-bank.ts';
import { openConsole, type OpenedConsole } from '../open-console.ts';
import { checkPage } from '../page-checks.ts';

let opened: OpenedConsole | undefined;

beforeAll(async () => {
  // Without analytics: a part that is away.
  opened = await openConsole(() => startBank({ apps: ['api', 'fraud', 'notifications'] }));
  if (opened) await fillBank(opened.florin);
}, 400_000);

afterAll(() => opened?.stop());

test('a key is created with some of the scopes, shown once, and revoked', async () => {
  if (!opened) return;
  const { florin } = opened;
  const page = await opened.signIn({ to: '/developers' });
  await page.getByText('(this session)').waitFor();
  await page.keyboard.press('n');
  await page.getByLabel('Name').fill('till 7');
  await page.getByLabel('accounts:read').check();
  await checkPage(page, 'developers-create-key');
  await page.getByRole('dialog').getByRole('button', { name: 'Create key' }).click();
  await page.getByText('The new key').waitFor();
  const secret = (await page.getByRole('dialog').locator('pre').textContent())?.trim() ?? '';
  expect(secret).toMatch(/^flk_/);
  const [made] = (await florin.apiKeys.list()).data;
  expect(made).toMatchObject({
    name: 'till 7',
    scopes: ['accounts:read'],
    status: 'active',
    expires_at: null,
  });
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Revoke till 7' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await page.getByText('The key till 7 is revoked.').first().waitFor();
  expect((await florin.apiKeys.get(made?.id ?? '')).status).toBe('revoked');
  // What was done stands in the audit log, which the page reads again.
  await page.getByText('api key revoked').waitFor();
  await page.close();
}, 400_000);

test('a part that is away is named, and the others answer', async () => {
  if (!opened) return;
  const page = await opened.signIn({ to: '/developers' });
  const line = (name: string) => page.getByRole('listitem').filter({ hasText: new RegExp(`^${name}`) });
  await line('Fraud').getByText('Ready').waitFor();
  await line('Notifications').getByText('Ready').waitFor();
  await line('Ledger').getByText('Ready').waitFor();
  await line('Analytics').getByText('Away').waitFor();
  await checkPage(page, 'developers');
  await page.close();
}, 400_000);

test('a key that may not read keys sees health and documents alone', async () => {
  if (!opened) return;
  const page = await opened.signIn({ to: '/developers', narrow: true, scopes: ['accounts:read'] });
  await page.getByRole('link', { name: 'Reference' }).waitFor();
  await eventually(async () => (await page.getByText('Ready').count()) === 2);
  expect(await page.getByRole('heading', { name: /API keys|Changes/ }).count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Create key' }).count()).toBe(0);
  await checkPage(page, 'developers');
  await page.close();
}, 400_000);

test('a key that may read keys and not change them is offered no change', async () => {
  if (!opened) return;
  const page = await opened.signIn({ to: '/developers', scopes: ['keys:read'] });
  await page.getByText('(this session)').waitFor();
  expect(await page.getByRole('button', { name: /Revoke|Create key/ }).count()).toBe(0);
  await page.close();
}, 400_000);
