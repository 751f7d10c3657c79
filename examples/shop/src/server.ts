import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  InsufficientFundsError,
  verifyWebhook,
  webhookChallengeAnswer,
  WebhookVerificationError,
} from '@florin/sdk';
import type { OrderStore } from './order-store.ts';
import type { Orders } from './orders.ts';
import { applyPayment } from './payments.ts';

export type Shop = { orders: Orders; store: OrderStore; till: string; webhookSecret: string };
type Answer = { status: number; body?: unknown };

/** The shop's HTTP server. */
export function createShop(shop: Shop): Server {
  return createServer(async (request, response) => {
    const { status, body } = await answer(shop, request).catch(refusal);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
  });
}

async function answer(shop: Shop, request: IncomingMessage): Promise<Answer> {
  const body = await text(request); // The raw text, because a webhook's signature covers these bytes.
  if (request.method !== 'POST') return { status: 405 };
  if (request.url === '/webhooks') {
    const event = await verifyWebhook({
      payload: body,
      headers: request.headers,
      secret: shop.webhookSecret,
    });
    const challengeAnswer = webhookChallengeAnswer(event);
    if (challengeAnswer !== undefined) return { status: 200, body: JSON.parse(challengeAnswer) as unknown };
    applyPayment(event, shop.till, shop.store);
    return { status: 204 };
  }
  const input = JSON.parse(body || '{}') as { id: string; buyer: string; total: number; amount?: number };
  if (request.url === '/orders')
    return { status: 200, body: await shop.orders.reserve(input.id, input.buyer, input.total) };
  const [, id, step] = /^\/orders\/([\w-]+)\/(ship|cancel)$/.exec(request.url ?? '') ?? [];
  const order = id ? shop.store.find(id) : undefined;
  if (!order) return { status: 404 };
  await (step === 'ship' ? shop.orders.ship(order, input.amount) : shop.orders.cancel(order));
  return { status: 200, body: shop.store.find(order.id) };
}

function refusal(error: unknown): Answer {
  if (error instanceof WebhookVerificationError) return { status: 400 };
  if (error instanceof InsufficientFundsError) return { status: 402, body: { message: error.message } };
  console.error(error);
  return { status: 500 };
}
