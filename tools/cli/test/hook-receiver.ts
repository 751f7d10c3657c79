import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { verifyWebhook } from '@florin/sdk';

/** A program on this machine that receives webhooks: it answers 204 to those that are signed, and 401 to others. */
export async function startHookReceiver(secret: Promise<string>) {
  const types: string[] = [];
  const receive = async (request: IncomingMessage): Promise<void> => {
    const { headers } = request;
    const payload = await buffer(request);
    const { type } = await verifyWebhook<{ type: string }>({ payload, headers, secret: await secret });
    types.push(type);
  };
  const server = createServer((request, response) => {
    receive(request).then(
      () => response.writeHead(204).end(),
      () => response.writeHead(401).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/hooks`, types, stop: () => server.close() };
}
