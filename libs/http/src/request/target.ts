import type { FastifyRequest } from 'fastify';

const absoluteForm = /^https?:\/\/[^/?#]+/i;
const unreserved = /%(?:2[de]|3\d|[46][1-9a-f]|[57][\da]|5f|7e)/gi;

/**
 * Normalizes a request target for routes, metrics and refusals. Of a target in absolute form (`GET http://bank/accounts`)
 * it keeps path and query. In the path it decodes letters, digits, `-`, `.`, `_` and `~` (RFC 3986, 6.2.2.2). An invalid
 * target is not changed; `isTarget` recognizes it.
 */
export function normalizeTarget(target: string): string {
  const fromPath = target.startsWith('/') ? target : target.replace(absoluteForm, '');
  const url = fromPath === '' || fromPath.startsWith('?') ? `/${fromPath}` : fromPath;
  if (!url.includes('%')) return url;
  const { path } = split(url);
  return path.replace(unreserved, decodeURIComponent) + url.slice(path.length);
}

/** Whether a normalized target is valid: a path, or the `*` of `OPTIONS *`, without a fragment. */
export function isTarget(url: string): boolean {
  return (url.startsWith('/') || url === '*') && !url.includes('#');
}

/** Path and query of a request. */
export function targetOf(request: FastifyRequest): { path: string; query: string } {
  return split(request.raw.url ?? '');
}

function split(url: string): { path: string; query: string } {
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}
