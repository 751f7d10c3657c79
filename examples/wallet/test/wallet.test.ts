import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { Florin } from '@florin/sdk';
import { createWalletServer } from '../src/server.ts';
import { Wallet } from '../src/wallet.ts';

const { FLORIN_URL = 'http://127.0.0.1:3000', FLORIN_API_KEY = '' } = process.env;
const florin = new Florin({ apiKey: FLORIN_API_KEY, baseUrl: FLORIN_URL });
const mine = await florin.accounts.create({ name: 'Ada & <Co>', initial_balance: 100_00 });
const theirs = await florin.accounts.create({ name: 'Grace' });
const server = createWalletServer(new Wallet(florin, mine.id));
let url: string;

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.close();
  server.closeAllConnections();
});

const show = async () => (await fetch(url)).text();
const keyIn = (html: string) => /name="key" value="([^"]+)"/.exec(html)![1]!;
const send = async (form: Record<string, string>) =>
  (await fetch(url, { method: 'POST', body: new URLSearchParams(form) })).text();

test('a form that is sent twice moves money once', async () => {
  const form = { key: keyIn(await show()), to: theirs.id, amount: '30.50', reference: 'lunch' };
  assert.match(await send(form), /Sent \$30\.50/);
  const again = await send(form);
  assert.match(again, /id="available">\$69\.50/);
  assert.match(again, /lunch<\/td><td>-\$30\.50<\/td><td>\$69\.50/);
  assert.equal((await florin.accounts.balance(theirs.id)).balance, 30_50);
});

test('a transfer that is not possible is explained, and nothing moves', async () => {
  const form = { key: crypto.randomUUID(), to: theirs.id, amount: '1000', reference: '' };
  assert.match(await send(form), /not got that much/);
  assert.match(
    await send({ ...form, key: crypto.randomUUID(), amount: '1.005' }),
    /1\.005 is no amount in USD/,
  );
  assert.match(await send({ ...form, key: crypto.randomUUID(), to: 'acct_nobody', amount: '1' }), /Not sent/);
  assert.equal((await florin.accounts.balance(mine.id)).balance, 69_50);
});

test('a name is text, whatever is in it', async () => {
  assert.match(await show(), /<h1>Ada &amp; &lt;Co><\/h1>/);
});
