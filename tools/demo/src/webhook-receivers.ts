import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { verifyWebhook, type Florin } from '@florin/sdk';
import { eventually } from './eventually.ts';

export type Receivers = {
  /** Waits until each endpoint has received that many events, then disables both, because nobody listens afterwards. */
  end(events: number): Promise<boolean>;
};

/**
 * Starts a server on this machine and creates two endpoints that lead to it, or changes those of an earlier run. One answers
 * every delivery. The other one fails at every third event the first time, so that there are repeated attempts to look at.
 */
export async function startReceivers(florin: Florin): Promise<Receivers> {
  const secrets = new Map<string, string>();
  const eventNumbers = new Map<string, number>();
  const server = createServer((request, response) => {
    answer(request, secrets, eventNumbers).then(
      (status) => response.writeHead(status).end(),
      () => response.writeHead(401).end(),
    );
  });
  const port = await listen(server);
  const ids: string[] = [];
  for (const [path, description] of [
    ['/accounting', 'Demo: accounting'],
    ['/unreliable', 'Demo: a receiver with a fault'],
  ] as const) {
    const { id, secret } = await createOrChange(florin, `http://127.0.0.1:${port}${path}`, description);
    ids.push(id);
    secrets.set(path, secret);
  }
  return {
    async end(events) {
      const received = await Promise.all(ids.map((id) => hasDelivered(florin, id, events)));
      for (const id of ids) await florin.webhookEndpoints.update(id, { enabled: false });
      server.close();
      server.closeAllConnections();
      return received.every(Boolean);
    },
  };
}

/** The status to answer. Rejects when the request is not signed by the bank. `eventNumbers` counts the events of the second receiver. */
async function answer(
  request: IncomingMessage,
  secrets: ReadonlyMap<string, string>,
  eventNumbers: Map<string, number>,
): Promise<number> {
  const { url: path = '/', headers } = request;
  const payload = await buffer(request);
  await verifyWebhook({ payload, headers, secret: secrets.get(path) ?? '' });
  const id = String(headers['webhook-id']);
  const isFirstAttempt = !eventNumbers.has(id);
  if (path !== '/unreliable') return 204;
  if (isFirstAttempt) eventNumbers.set(id, eventNumbers.size);
  return isFirstAttempt && eventNumbers.size % 3 === 0 ? 500 : 204;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The receiver has no port.');
  return address.port;
}

/** An endpoint of an earlier run gets the new address, and another secret, because the bank shows a secret only once. */
async function createOrChange(florin: Florin, url: string, description: string) {
  const event_types = ['florin.transactions.*'];
  const { data } = await florin.webhookEndpoints.list();
  const earlier = data.find((endpoint) => endpoint.description === description);
  if (earlier === undefined) return florin.webhookEndpoints.create({ url, description, event_types });
  const { secret } = await florin.webhookEndpoints.rotateSecret(earlier.id, { overlap_seconds: 0 });
  await florin.webhookEndpoints.update(earlier.id, { url, enabled: true });
  return { id: earlier.id, secret };
}

function hasDelivered(florin: Florin, endpoint_id: string, events: number): Promise<boolean> {
  return eventually(async () => {
    const { data } = await florin.webhookDeliveries.list({ endpoint_id, status: 'delivered', limit: events });
    return data.length >= events;
  });
}
