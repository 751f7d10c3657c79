import { randomUUID } from 'node:crypto';

/** The client's own id where it is short and plain enough for logs and headers, otherwise a new one. */
export function requestIdFrom(headers: NodeJS.Dict<string | string[]>): string {
  const own = headers['x-request-id'];
  return typeof own === 'string' && /^[A-Za-z0-9._-]{1,128}$/.test(own) ? own : randomUUID();
}
