import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** A host name, an IPv4 address or an IPv6 address in brackets, and a port. Nothing that could end a URL's host early. */
const host = /^(?:[a-z0-9](?:[a-z0-9._-]{0,252}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * Where clients reach this server, without a slash at the end: `publicUrl` where it is set, otherwise what the request's
 * `Host` says, otherwise the address that the connection came in at. Only ever told to who sent that `Host`.
 */
export type FindOwnUrl = (request: IncomingMessage | undefined, socket?: Socket) => string;

export function createFindOwnUrl(publicUrl: string | undefined): FindOwnUrl {
  const configured = publicUrl?.replace(/\/+$/, '');
  return (request, socket = request?.socket) => {
    if (configured !== undefined) return configured;
    const named = request?.headers.host ?? '';
    // A balancer that ends TLS says so; the word only chooses how a link begins.
    const scheme = /^https\b/i.test(String(request?.headers['x-forwarded-proto'] ?? '')) ? 'https' : 'http';
    if (host.test(named)) return `${scheme}://${named}`;
    return socket?.localAddress === undefined ? '' : `http://${addressOf(socket)}`;
  };
}

/** For a server without pages of its own: addresses begin with their path. */
export const noBaseUrl: FindOwnUrl = () => '';

function addressOf({ localAddress = '', localPort = 0 }: Socket): string {
  // IPv4 at a socket that takes both.
  const address = localAddress.replace(/^::ffff:(?=\d+\.)/, '');
  return `${address.includes(':') ? `[${address}]` : address}:${localPort}`;
}
