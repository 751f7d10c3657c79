import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fillBank, type FilledBank } from '../fill-bank.ts';
import { openConsole, type OpenedConsole } from '../open-console.ts';
import { checkPage, untilRows } from '../page-checks.ts';

let opened: OpenedConsole | undefined;
let bank: FilledBank;

beforeAll(async () => {
  opened = await openConsole();
  if (opened) bank = await fillBank(opened.florin);
}, 400_000);

afterAll(() => opened?.stop());

test('filters stand in the URL, can be saved, and j, k and Enter lead to a transaction', async () => {
  if (!opened) return;
  const page = await opened.signIn();
  await page.getByRole('link', { name: 'Transactions' }).click();
  await page.getByRole('link', { name: 'Salary' }).waitFor();
  await checkPage(page, 'transactions');
  await page.getByLabel('Status').selectOption('failed');
  await untilRows(page, 1);
  expect(page.url()).toContain('status=failed');
  await page.getByLabel('Name this view').fill('Refused');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('link', { name: 'Salary' }).waitFor();
  await page.getByRole('button', { name: 'Refused', exact: true }).click();
  await untilRows(page, 1);
  await page.keyboard.press('j');
  await page.locator('tr.is-selected').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Used car' }).waitFor();
  await page.close();
}, 400_000);

test('a refused payment says why, and its story has each step to the millisecond', async () => {
  if (!opened) return;
  const page = await opened.signIn();
  await page.goto(`${opened.api.url}/console/transactions/${bank.refused.id}`);
  await page.getByText('The bank refused it').waitFor();
  await page.getByText('Received', { exact: true }).waitFor();
  const times = await page.locator('.story time').allTextContents();
  expect(times.length).toBeGreaterThan(1);
  for (const time of times) expect(time).toMatch(/^\d\d:\d\d:\d\d\.\d{3}$/);
  await checkPage(page, 'refused');
  const explanation = page.waitForEvent('popup');
  await page.getByRole('link', { name: /insufficient_funds/ }).click();
  await (await explanation).getByRole('heading', { name: 'insufficient_funds' }).waitFor();
  await page.close();
}, 400_000);

test('a hold is captured in part after its dry run, and too much is refused before anything moves', async () => {
  if (!opened) return;
  const page = await opened.signIn();
  await page.goto(`${opened.api.url}/console/transactions/${bank.hold.id}`);
  await page.getByRole('button', { name: 'Capture' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Amount').fill('300.00');
  await dialog.getByRole('alert').waitFor();
  expect(await dialog.getByRole('button', { name: 'Capture' }).isDisabled()).toBe(true);
  await dialog.getByLabel('Amount').fill('99.90');
  await dialog.getByText('€2,896.60').waitFor();
  expect((await opened.florin.transactions.get(bank.hold.id)).status).toBe('held');
  await checkPage(page, 'capture');
  await dialog.getByRole('button', { name: 'Capture' }).click();
  await page.getByRole('heading', { name: 'Capture', level: 1, exact: true }).waitFor();
  expect((await opened.florin.transactions.get(bank.hold.id)).captured_amount).toBe(9_990);
  expect((await opened.florin.accounts.get(bank.ada.id)).balance).toBe(289_660);
  await page.close();
}, 400_000);

test('a transaction is reversed, and shown as a request, on a narrow screen', async () => {
  if (!opened) return;
  const page = await opened.signIn({ narrow: true });
  await page.goto(`${opened.api.url}/console/transactions/${bank.salary.id}`);
  await page.getByRole('tab', { name: 'TypeScript' }).click();
  await page.getByText('await florin.transactions.credit(').waitFor();
  await checkPage(page, 'transaction');
  await page.getByRole('button', { name: 'Reverse' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Amount').fill('100');
  await dialog.getByText('Balance after').waitFor();
  await dialog.getByRole('button', { name: 'Reverse' }).click();
  await page.getByRole('heading', { name: 'Reversal', level: 1 }).waitFor();
  const reversals = await opened.florin.transactions.list({ type: 'reversal' });
  expect(reversals.data.map(({ amount, reverses }) => [amount, reverses])).toEqual([
    [10_000, bank.salary.id],
  ]);
  await page.close();
}, 400_000);

test('a key that may only read is offered no action', async () => {
  if (!opened) return;
  const page = await opened.signIn({ to: '/transactions', scopes: ['transactions:read'] });
  await page.getByRole('heading', { name: 'Transactions', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Salary' }).click();
  await page.getByText('Received', { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: /Reverse|Capture|Void/ }).count()).toBe(0);
  expect(page.faults).toEqual([]);
  await page.close();
}, 400_000);
