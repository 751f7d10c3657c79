import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** A host name, an IPv4 address or an IPv6 address in brackets, with an optional port. */
const host = /^(?:[a-z0-9](?:[a-z0-9._-]{0,252}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * Returns the URL by which the client reaches this server, without a trailing slash: `publicUrl` if set, else the `Host`
 * of the request, else the local address of the connection. Only used in answers to the client that sent the `Host`.
 */
export type FindBaseUrl = (request: IncomingMessage | undefined, socket?: Socket) => string;

export function createBaseUrlFinder(publicUrl: string | undefined): FindBaseUrl {
  const configured = publicUrl?.replace(/\/+$/, '');
  return (request, socket = request?.socket) => {
    if (configured !== undefined) return configured;
    const named = request?.headers.host ?? '';
    // Set by a load balancer that terminates TLS. It only decides the scheme of a link.
    const scheme = /^https\b/i.test(String(request?.headers['x-forwarded-proto'] ?? '')) ? 'https' : 'http';
    if (host.test(named)) return `${scheme}://${named}`;
    return socket?.localAddress === undefined ? '' : `http://${addressOf(socket)}`;
  };
}

/** For a server without pages: links are relative. */
export const noBaseUrl: FindBaseUrl = () => '';

function addressOf({ localAddress = '', localPort = 0 }: Socket): string {
  // An IPv4 address on a dual-stack socket.
  const address = localAddress.replace(/^::ffff:(?=\d+\.)/, '');
  return `${address.includes(':') ? `[${address}]` : address}:${localPort}`;
}
