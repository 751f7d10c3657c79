import { readFileSync } from 'node:fs';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export type PageServer = { url: string; stop(): Promise<void> };

/**
 * Serves a page with the installed SDK as ES modules, and forwards everything else to the API, like a site that has the
 * API behind its own origin.
 */
export async function startPageServer(modules: string, page: string, apiUrl: string): Promise<PageServer> {
  const server = createServer((request, response) => {
    const path = request.url!;
    if (path === '/') return void response.setHeader('content-type', 'text/html').end(page);
    if (path.startsWith('/modules/')) {
      response.setHeader('content-type', 'text/javascript');
      return void response.end(readFileSync(join(modules, path.slice('/modules/'.length))));
    }
    passOn(request, response, apiUrl);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function passOn(request: IncomingMessage, response: ServerResponse, apiUrl: string): void {
  const { host: _, ...headers } = request.headers;
  const onward = httpRequest(new URL(request.url!, apiUrl), { method: request.method, headers }, (answer) => {
    response.writeHead(answer.statusCode!, answer.headers);
    answer.pipe(response);
  });
  onward.once('error', () => response.destroy());
  request.pipe(onward);
}
