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
  expect(await page.getByRole('link', { name: 'Import' }).count()).toBe(0);
  expect(page.faults).toEqual([]);
  await page.close();
}, 400_000);

const head = 'type,from_account_id,to_account_id,amount,currency,description';
const fileOf = (lines: string[], name = 'payroll.csv') => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${[head, ...lines].join('\n')}\n`),
});

test('a file is checked line by line, and its mistakes are named before anything is sent', async () => {
  if (!opened) return;
  const { ada, grace } = bank;
  const page = await opened.signIn({ to: '/import', narrow: true });
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().includes('/transactions')) sent.push(request.url());
  });
  await page.getByText('Choose a CSV file').waitFor();
  await checkPage(page, 'import');
  const good = `transfer,${ada.id},${grace.id},1.00,EUR,Bonus`;
  const bad = [good, `transfer,${ada.id},${grace.id},"1,00",EUR,`, `gift,${ada.id},,1.00,EUR,`];
  const dropped = fileOf(bad).buffer.toString();
  await page.evaluate(`
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([${JSON.stringify(dropped)}], 'payroll.csv'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
  `);
  await page.getByText('Nothing was sent. The file can be imported').waitFor();
  await page.getByText('"1,00" has a comma').waitFor();
  await page.getByText('"gift" is none of credit').waitFor();
  await untilRows(page, 3);
  expect(await page.getByRole('button', { name: /^Import movements/ }).count()).toBe(0);
  await checkPage(page, 'import-mistakes');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Mistakes as CSV' }).click();
  expect((await download).suggestedFilename()).toBe('payroll.mistakes.csv');
  // The corrected file under the same name is checked again, in the reader's language, and is not sent by that.
  await page.getByLabel('Choose a CSV file').setInputFiles(fileOf([good]));
  await page.getByRole('button', { name: 'Import movements (1)' }).click();
  await page.getByRole('dialog').getByText('€1.00').waitFor();
  await checkPage(page, 'import-confirm');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  expect(sent).toEqual([]);
  await page.close();
}, 400_000);

test('an import that dies between the posting of a batch and its answer is completed by the same file, once', async () => {
  if (!opened) return;
  const { florin } = opened;
  const from = await florin.accounts.create({ currency: 'EUR', initial_balance: 1_000_000 });
  const to = await florin.accounts.create({ currency: 'EUR' });
  const count = 600;
  const lines = Array.from(
    { length: count },
    (_none, place) => `transfer,${from.id},${to.id},1.00,EUR,Line ${place}`,
  );
  // More than the account has: the bank refuses this line, and posts the others.
  lines[550] = `transfer,${from.id},${to.id},99999.00,EUR,Too much`;
  const page = await opened.signIn({ to: '/import' });
  const movedCents = async () => (await florin.accounts.balance(to.id)).balance;
  let batches = 0;
  const keys: string[] = [];
  await page.route('**/transactions/batch', async (route) => {
    batches += 1;
    keys.push(route.request().headers()['idempotency-key'] ?? '');
    const response = await route.fetch();
    // The second batch is posted, and nobody hears of it.
    if (batches < 2 || batches > 5) await route.fulfill({ response });
    else await route.abort('connectionreset');
  });
  await page.getByLabel('Choose a CSV file').setInputFiles(fileOf(lines));
  await page.getByText('Nothing is wrong with the file').waitFor();
  expect([batches, await movedCents()]).toEqual([0, 0]);
  await page.getByRole('button', { name: 'Import movements (600)' }).click();
  await page.getByRole('button', { name: 'Import now' }).click();
  await page.getByRole('heading', { name: 'The import has stopped' }).waitFor();
  await page.getByText('500 of 600 lines answered').waitFor();
  await page.getByRole('alert').getByText('not known whether they are posted').waitFor();
  expect(await movedCents()).toBe(59_900);
  await checkPage(page, 'import-stopped');
  // The page is lost as well. The same file, chosen again, has the same keys.
  await page.reload();
  await page.getByLabel('Choose a CSV file').setInputFiles(fileOf(lines, 'payroll again.csv'));
  await page.getByRole('button', { name: 'Import movements (600)' }).click();
  await page.getByRole('button', { name: 'Import now' }).click();
  await page.getByRole('heading', { name: 'The import is complete' }).waitFor();
  await page.getByText('insufficient_funds').waitFor();
  expect(await movedCents()).toBe((count - 1) * 100);
  expect(new Set(keys).size).toBe(2);
  await checkPage(page, 'import-complete');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Refused lines as CSV' }).click();
  const stream = await (await download).createReadStream();
  const text = (await stream.toArray()).join('');
  expect(text).toContain('line,code,detail,transaction_id\r\n552,insufficient_funds,');
  // The whole file once more changes nothing.
  await page.getByRole('button', { name: 'Another file' }).click();
  await page.getByLabel('Choose a CSV file').setInputFiles(fileOf(lines));
  await page.getByRole('button', { name: 'Import movements (600)' }).click();
  await page.getByRole('button', { name: 'Import now' }).click();
  await page.getByRole('heading', { name: 'The import is complete' }).waitFor();
  expect(await movedCents()).toBe((count - 1) * 100);
  expect((await florin.accounts.get(from.id)).balance).toBe(1_000_000 - (count - 1) * 100);
  await page.getByRole('button', { name: 'Language: EN' }).click();
  await page.getByRole('button', { name: 'Andere Datei' }).click();
  await page
    .getByLabel('CSV-Datei auswählen')
    .setInputFiles(fileOf(['gift,,,"1,00",EUR,', ...lines.slice(0, 9)]));
  await page.getByText('„gift“ ist nichts von credit').waitFor();
  await page.getByText('Spalten der Datei').click();
  await checkPage(page, 'import-german');
  await page.close();
}, 400_000);
