import { Florin } from '@florin/sdk';
import { OrderStore } from './order-store.ts';
import { Orders } from './orders.ts';
import { createShop } from './server.ts';

const {
  FLORIN_URL = 'http://127.0.0.1:3000',
  FLORIN_API_KEY = '',
  SHOP_DB = 'shop.db',
  PORT = '8080',
} = process.env;
const florin = new Florin({ apiKey: FLORIN_API_KEY, baseUrl: FLORIN_URL });

// The shop's account and its endpoint are created at the first start. The idempotency keys ensure one of each.
const till = await florin.accounts.create({ name: 'Shop' }, { idempotencyKey: 'shop-till' });
const endpoint = await florin.webhookEndpoints.create(
  { url: `http://127.0.0.1:${PORT}/webhooks`, event_types: ['florin.transactions.*'] },
  { idempotencyKey: `shop-endpoint-${PORT}` },
);

const store = new OrderStore(SHOP_DB);
const orders = new Orders(florin, till.id, store);
createShop({ orders, store, till: till.id, webhookSecret: endpoint.secret }).listen(
  Number(PORT),
  '127.0.0.1',
  () => console.log(`The shop is open at http://127.0.0.1:${PORT}; its account is ${till.id}.`),
);
