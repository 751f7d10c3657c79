import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freePort, startBank } from '@florin/testing';
import { openConsole, type OpenedConsole } from '../open-console.ts';
import { checkPage } from '../page-checks.ts';

let opened: OpenedConsole | undefined;
let receiver: Server;
let url: string;
let status = 500;

beforeAll(async () => {
  receiver = createServer((request, response) => {
    request.resume();
    response.writeHead(status).end(status === 500 ? 'no disk' : 'thanks');
  });
  const port = await freePort();
  receiver.listen(port, '127.0.0.1');
  await once(receiver, 'listening');
  url = `http://127.0.0.1:${port}/florin`;
  const env = { WEBHOOK_VERIFICATION: 'off', WEBHOOK_RETRY_SECONDS: '1,1,1,1,1' };
  opened = await openConsole(() => startBank({ apps: ['api', 'notifications'], env }));
}, 400_000);

afterAll(async () => {
  await opened?.stop();
  receiver.closeAllConnections();
  receiver.close();
});

test('an endpoint is added, a failed delivery is read attempt by attempt, and replayed', async () => {
  if (!opened) return;
  const page = await opened.signIn({ to: '/webhooks' });
  await page.getByText('No endpoint yet').waitFor();
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  await page.getByLabel('URL').fill(url);
  await page.getByRole('dialog').getByRole('button', { name: 'Add endpoint' }).click();
  await page.getByText('whsec_').waitFor();
  await checkPage(page, 'webhook-secret');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('link', { name: url }).waitFor();
  await page.getByRole('button', { name: 'Send test' }).click();
  const delivery = page.locator('tbody').getByRole('link');
  await delivery.waitFor();
  await checkPage(page, 'webhooks');
  await delivery.click();
  await page.getByText('no disk').first().waitFor();
  status = 200;
  await page.getByRole('button', { name: 'Replay' }).click();
  await page.getByText('thanks').waitFor();
  await page.getByText('Delivered', { exact: true }).waitFor();
  await checkPage(page, 'delivery');
  await page.close();
}, 400_000);

test('a key that may only read sees deliveries and is offered no change', async () => {
  if (!opened) return;
  const page = await opened.signIn({ to: '/webhooks', narrow: true, scopes: ['webhooks:read'] });
  await page.getByRole('link', { name: url }).waitFor();
  expect(await page.getByRole('button', { name: /Add endpoint|Send test|New secret/ }).count()).toBe(0);
  await page.locator('tbody').getByRole('link').first().waitFor();
  await checkPage(page, 'webhooks');
  await page.locator('tbody').getByRole('link').first().click();
  await page.getByText('Attempts').waitFor();
  expect(await page.getByRole('button', { name: 'Replay' }).count()).toBe(0);
  await page.close();
}, 400_000);
