import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fillBank, type FilledBank } from '../fill-bank.ts';
import { openConsole, type OpenedConsole } from '../open-console.ts';
import { checkPage } from '../page-checks.ts';

let opened: OpenedConsole | undefined;
let bank: FilledBank;

beforeAll(async () => {
  opened = await openConsole();
  if (opened) bank = await fillBank(opened.florin);
}, 400_000);

afterAll(() => opened?.stop());

test('the palette leads to pages, accounts by name and transactions by id, without a mouse', async () => {
  if (!opened) return;
  const page = await opened.signIn();
  await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: 'Open account' }).waitFor();
  await checkPage(page, 'palette');
  await page.getByRole('combobox', { name: 'Commands' }).fill('Grace');
  await page.getByRole('option', { name: 'Grace Hopper' }).waitFor();
  await checkPage(page, 'palette-found');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Grace Hopper', level: 1 }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type(bank.salary.id);
  await page.getByRole('option', { name: 'Salary' }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Salary', level: 1 }).waitFor();
  // What the page offers is in the palette too.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('reverse');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Reverse the transaction' }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('open account');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByLabel('Currency').waitFor();
  expect(page.url()).toContain('/accounts#open');
  await page.close();
}, 400_000);

test('single keys act on rows and pages, are listed by ?, and can be turned off', async () => {
  if (!opened) return;
  const page = await opened.signIn({ to: '/transactions' });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('link', { name: 'Used car' }).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('y');
  await page.getByText(`${bank.refused.id} is copied.`).first().waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(bank.refused.id);
  await page.keyboard.press('?');
  await page.getByText('Account of the transaction').waitFor();
  await checkPage(page, 'keys');
  await page.keyboard.press('Escape');
  await page.keyboard.press('a');
  await page.getByRole('heading', { name: 'Grace Hopper', level: 1 }).waitFor();
  await page.keyboard.press('f');
  await page.getByRole('heading', { name: 'Freeze' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Keys' }).click();
  await page.getByLabel('Single keys do something').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('f');
  await page.keyboard.press('?');
  // The palette has no single key, so it opens: by then the others have done nothing.
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: 'Turn single keys on' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(1);
  await page.close();
}, 400_000);

test('a key that may only read finds only what it may read, and is offered no change', async () => {
  if (!opened) return;
  const page = await opened.signIn({ narrow: true, scopes: ['accounts:read'] });
  await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();
  await page.getByRole('button', { name: 'Commands' }).click();
  await page.getByRole('option', { name: 'Accounts', exact: true }).waitFor();
  expect(
    await page.getByRole('option', { name: /Open account|Add endpoint|Transactions|Fraud/ }).count(),
  ).toBe(0);
  await page.keyboard.type('payroll-2026-11');
  await page.getByText('Nothing matches.').waitFor();
  await page.getByRole('combobox', { name: 'Commands' }).fill('Ada');
  await page.getByRole('option', { name: 'Ada Lovelace' }).waitFor();
  await checkPage(page, 'palette-narrow');
  await page.close();
}, 400_000);
