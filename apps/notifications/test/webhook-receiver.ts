import { verifyWebhook, webhookChallengeAnswer } from '@florin/sdk';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ReceivedWebhook = {
  id: string;
  headers: IncomingMessage['headers'];
  payload: string;
  at: number;
};

export type WebhookReceiver = {
  url: string;
  received: ReceivedWebhook[];
  /** Answers webhooks by `answer` from now on; `number` is how often this one has arrived, 1 the first time. */
  behave(answer: (response: ServerResponse, webhook: ReceivedWebhook, number: number) => void): void;
  close(): Promise<void>;
};

/** Starts a real HTTP server that answers webhooks with 204 until `behave` changes that. */
export async function startReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  let answer: Parameters<WebhookReceiver['behave']>[0] = (response) => response.writeHead(204).end();
  const server = createServer(async (request, response) => {
    let payload = '';
    for await (const chunk of request) payload += String(chunk);
    const { headers } = request;
    const webhook = { id: String(headers['webhook-id']), headers, payload, at: Date.now() };
    received.push(webhook);
    answer(response, webhook, received.filter(({ id }) => id === webhook.id).length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received,
    behave: (next) => {
      answer = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Payload = Pick<ReceivedWebhook, 'payload'>;

function eventOf({ payload }: Payload): { type: string; data: Record<string, string> } {
  return JSON.parse(payload);
}
export const typeOf = (webhook: Payload) => eventOf(webhook).type;
export const dataOf = (webhook: Payload) => eventOf(webhook).data;
export const isChallenge = (webhook: Payload) => typeOf(webhook) === 'florin.webhooks.verification.v1';

/** Answers challenges that are signed with the secret as a receiver with the SDK does, and everything else with 204. */
export const answerChallenges = (receiver: WebhookReceiver, secret: () => string) =>
  receiver.behave((response, { headers, payload }) => {
    verifyWebhook({ headers, payload, secret: secret() }).then(
      (event) => {
        const answer = webhookChallengeAnswer(event);
        response.writeHead(answer ? 200 : 204, { 'content-type': 'application/json' }).end(answer);
      },
      () => response.writeHead(400).end(),
    );
  });
