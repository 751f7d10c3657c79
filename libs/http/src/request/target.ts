import type { FastifyRequest } from 'fastify';

const absoluteForm = /^https?:\/\/[^/?#]+/i;
const unreserved = /%(?:2[de]|3\d|[46][1-9a-f]|[57][\da]|5f|7e)/gi;

/**
 * The one spelling of a request target that routes, metrics and refusals go by: of a request as to a proxy
 * (`GET http://bank/accounts`) the path and query, and in the path no percent-encoding of a letter, digit, `-`, `.`, `_`
 * or `~` (RFC 3986, 6.2.2.2). What is no target at all stays as it is: `isTarget` tells.
 */
export function normalizeTarget(target: string): string {
  const fromPath = target.startsWith('/') ? target : target.replace(absoluteForm, '');
  const url = fromPath === '' || fromPath.startsWith('?') ? `/${fromPath}` : fromPath;
  if (!url.includes('%')) return url;
  const { path } = split(url);
  return path.replace(unreserved, decodeURIComponent) + url.slice(path.length);
}

/** Whether a normalized target is one: a path, or the `*` of `OPTIONS *`, and no fragment, which clients keep for themselves. */
export function isTarget(url: string): boolean {
  return (url.startsWith('/') || url === '*') && !url.includes('#');
}

/** What was asked for, split at the `?`. */
export function targetOf(request: FastifyRequest): { path: string; query: string } {
  return split(request.raw.url ?? '');
}

function split(url: string): { path: string; query: string } {
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}
