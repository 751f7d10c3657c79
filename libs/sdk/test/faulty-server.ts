import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the server answers one request. */
export type Behaviour = (response: ServerResponse) => void;

type ReceivedRequest = {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
  atMs: number;
};

/** An HTTP server that answers its nth request with its nth behaviour, and all later requests with the last one. */
export type UnrulyServer = {
  url: string;
  requests: ReceivedRequest[];
  [Symbol.asyncDispose](): Promise<void>;
};

export async function startUnrulyServer(...behaviours: Behaviour[]): Promise<UnrulyServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      requests.push({ method, url, headers, body: Buffer.concat(chunks).toString(), atMs: Date.now() });
      behaviours[Math.min(requests.length, behaviours.length) - 1]?.(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function answer(status: number, body: unknown, headers: Record<string, string> = {}): Behaviour {
  return (response) => {
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    response.writeHead(status, { 'content-type': type, ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

export function problem(status: number, code: string, extra: object = {}, headers = {}): Behaviour {
  const body = {
    type: `/docs/errors/${code}`,
    title: code,
    status,
    detail: `Refused: ${code}`,
    code,
    ...extra,
  };
  return answer(status, body, headers);
}

export const resetConnection: Behaviour = (response) => void response.socket?.resetAndDestroy();

export const neverAnswer: Behaviour = () => {};

/** Announces a body of 1,000 bytes, sends a few of them, and breaks the connection. */
export const breakInTheMiddle: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"id":');
  setTimeout(() => response.socket?.resetAndDestroy(), 20);
};

/** Announces a body of 1,000 bytes, sends a few of them, and then nothing more. */
export const stallInTheMiddle: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"id":');
};
