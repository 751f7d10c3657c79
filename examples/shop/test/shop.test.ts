import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Florin } from '@florin/sdk';
import { OrderStore } from '../src/order-store.ts';
import { Orders } from '../src/orders.ts';
import { createShop, type Shop } from '../src/server.ts';

const { FLORIN_URL = 'http://127.0.0.1:3000', FLORIN_API_KEY = '' } = process.env;
const florin = new Florin({ apiKey: FLORIN_API_KEY, baseUrl: FLORIN_URL });
const store = new OrderStore(':memory:');
const till = (await florin.accounts.create({ name: 'Shop under test' })).id;
const shop: Shop = { orders: new Orders(florin, till, store), store, till, webhookSecret: '' };
const server = createShop(shop);
let url: string;
let endpointId: string;

before(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { id, secret } = await florin.webhookEndpoints.create({ url: `${url}/webhooks` });
  endpointId = id;
  shop.webhookSecret = secret;
});

after(async () => {
  await florin.webhookEndpoints.delete(endpointId);
  server.close();
  server.closeAllConnections();
  store.close();
});

const post = (path: string, body: object) =>
  fetch(url + path, { method: 'POST', body: JSON.stringify(body) });
const openBuyer = async (money: number) => (await florin.accounts.create({ initial_balance: money })).id;

test('an order holds the money, shipping takes it, and the webhook says that it is paid', async () => {
  const buyer = await openBuyer(100_00);
  const id = crypto.randomUUID();
  assert.equal((await post('/orders', { id, buyer, total: 60_00 })).status, 200);
  assert.equal((await florin.accounts.balance(buyer)).available, 40_00);

  assert.equal((await post(`/orders/${id}/ship`, { amount: 55_00 })).status, 200);
  assert.equal((await florin.accounts.balance(buyer)).available, 45_00);

  for (let tries = 0; tries < 600 && store.find(id)?.paid !== 55_00; tries += 1) await sleep(100);
  assert.equal(store.find(id)?.paid, 55_00);
});

test('a cancelled order costs nothing', async () => {
  const buyer = await openBuyer(100_00);
  const id = crypto.randomUUID();
  await post('/orders', { id, buyer, total: 60_00 });
  assert.equal((await post(`/orders/${id}/cancel`, {})).status, 200);
  assert.equal((await florin.accounts.balance(buyer)).available, 100_00);
});

test('a buyer without the money is refused, and nothing is held', async () => {
  const buyer = await openBuyer(10_00);
  const answer = await post('/orders', { id: crypto.randomUUID(), buyer, total: 60_00 });
  assert.equal(answer.status, 402);
  assert.equal((await florin.accounts.balance(buyer)).available, 10_00);
});

test('a webhook that the bank has not signed is refused', async () => {
  const forged = { id: 'evt_1', type: 'florin.transactions.completed.v1', data: {} };
  assert.equal((await post('/webhooks', forged)).status, 400);
});
