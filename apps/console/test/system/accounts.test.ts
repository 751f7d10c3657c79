import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openConsole, type OpenedConsole } from '../open-console.ts';
import { checkPage, untilRows } from '../page-checks.ts';
import { fillBank, type FilledBank } from '../fill-bank.ts';

let opened: OpenedConsole | undefined;
let bank: FilledBank;

beforeAll(async () => {
  opened = await openConsole();
  if (opened) bank = await fillBank(opened.florin);
}, 400_000);

afterAll(() => opened?.stop());

test('an account is found by name, external id and metadata, and the search stands in the URL', async () => {
  if (!opened) return;
  const page = await opened.signIn();
  await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
  await checkPage(page, 'accounts');
  const search = page.getByLabel('Search accounts');
  const only = async (text: string, name: string) => {
    await search.fill(text);
    await untilRows(page, 1);
    await page.getByRole('link', { name }).waitFor();
  };
  await only('ada', 'Ada Lovelace');
  expect(page.url()).toContain('q=ada');
  await only('customer-2', 'Grace Hopper');
  await only('branch=north', 'Ada Lovelace');
  await only(bank.grace.id, 'Grace Hopper');
  await page.reload();
  await page.getByRole('link', { name: 'Grace Hopper' }).waitFor();
  await search.fill('nobody');
  await page.getByText('No account matches').waitFor();
  await page.close();
}, 400_000);

test('an account shows its balance now and in the past, and is frozen with a reason', async () => {
  if (!opened) return;
  const page = await opened.signIn();
  await page.getByRole('link', { name: 'Ada Lovelace' }).click();
  await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
  await page.getByText('Salary').waitFor();
  await page.locator('.recharts-area-curve').waitFor();
  await checkPage(page, 'account');
  await page.getByRole('slider').press('Home');
  await page.getByTestId('past-balance').getByText('€0.00').waitFor();
  await page.getByRole('button', { name: 'Freeze' }).click();
  await page.getByLabel('Reason').fill('stolen card');
  await checkPage(page, 'freeze');
  await page.getByRole('dialog').getByRole('button', { name: 'Freeze' }).click();
  await page.getByText('Frozen', { exact: true }).waitFor();
  const account = await opened.florin.accounts.get(bank.ada.id);
  expect([account.status, account.metadata]).toEqual([
    'frozen',
    { branch: 'north', freeze_reason: 'stolen card' },
  ]);
  // The page shows the new state before the dialog has closed.
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Unfreeze' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Unfreeze' }).click();
  await page.getByText('Open', { exact: true }).waitFor();
  expect((await opened.florin.accounts.get(bank.ada.id)).metadata).toEqual({ branch: 'north' });
  await page.close();
}, 400_000);

test('an account shows where its money comes from and goes to, and each flow leads to its movements', async () => {
  if (!opened) return;
  const page = await opened.signIn({ to: '/flows' });
  await page.getByLabel('Search accounts').fill('Grace');
  await untilRows(page, 1);
  await page.getByRole('link', { name: 'Grace Hopper' }).click();
  await page.getByRole('button', { name: 'Ada Lovelace' }).waitFor();
  await page.goto(`${opened.api.url}/console/accounts/${bank.ada.id}`);
  await page.getByRole('button', { name: 'Flows' }).click();
  // The salary from outside; five purchases outside, and the rent to Grace. The hold moved nothing.
  const row = (name: string) => page.locator('tbody tr', { hasText: name });
  await row('Outside: Credit').getByText('+€4,123.50').waitFor();
  await row('Outside: Debit').getByText('€147.00', { exact: true }).waitFor();
  await row('Grace Hopper').getByText('-€980.00').waitFor();
  await page.locator('.figure', { hasText: 'Net' }).getByText('+€2,996.50').waitFor();
  await page.locator('.flow-band').nth(2).waitFor();
  expect(await page.locator('.flow-diagram text').allTextContents()).toEqual([
    'Outside: Credit',
    '€4,123.50',
    'Grace Hopper',
    '€980.00',
    'Outside: Debit',
    '€147.00',
  ]);
  await checkPage(page, 'flows');
  await page.locator('.flow-diagram text', { hasText: 'Grace Hopper' }).click();
  await page.getByRole('table', { name: 'Movements: Grace Hopper' }).getByText('Rent November').waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Outside: Debit' }).click();
  const purchases = page.getByRole('table', { name: 'Movements: Outside: Debit' });
  await purchases.getByRole('link', { name: 'Coffee' }).waitFor();
  expect(await purchases.locator('tbody tr').count()).toBe(5);
  await page.setViewportSize({ width: 390, height: 844 });
  await checkPage(page, 'flows-narrow');
  await purchases.getByRole('link', { name: 'Coffee' }).click();
  await page.getByRole('heading', { name: 'Coffee', level: 1 }).waitFor();
  await page.close();
}, 400_000);

test('a statement is downloaded as CSV', async () => {
  if (!opened) return;
  const page = await opened.signIn();
  await page.goto(`${opened.api.url}/console/accounts/${bank.ada.id}`);
  await page.getByRole('button', { name: 'Statement' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/^statement-acct_.*\.csv$/);
  expect(page.faults).toEqual([]);
  await page.close();
}, 400_000);

test('an account is opened on a narrow screen', async () => {
  if (!opened) return;
  const page = await opened.signIn({ narrow: true });
  await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
  await checkPage(page, 'accounts');
  await page.getByRole('button', { name: 'Open account' }).click();
  await page.getByLabel('Name').fill('Katherine Johnson');
  await page.getByLabel('Currency').fill('KWD');
  await page.getByRole('dialog').getByRole('button', { name: 'Open account' }).click();
  await page.getByRole('heading', { name: 'Katherine Johnson' }).waitFor();
  await page.getByText('Nothing has moved yet').waitFor();
  await checkPage(page, 'new-account');
  await page.close();
}, 400_000);

test('a key that may only read is offered nothing that changes', async () => {
  if (!opened) return;
  const page = await opened.signIn({ scopes: ['accounts:read'] });
  await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
  expect(await page.getByRole('button', { name: 'Open account' }).count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Transactions' }).count()).toBe(0);
  await page.getByRole('link', { name: 'Ada Lovelace' }).click();
  await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
  expect(await page.getByRole('button', { name: /Freeze|Statement/ }).count()).toBe(0);
  expect(page.faults).toEqual([]);
  await page.close();
}, 400_000);
