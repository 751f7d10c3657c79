import type { FastifyRequest } from 'fastify';

/** What was asked for, split at the `?`. A request as to a proxy (`GET http://bank/accounts`) counts from its path on. */
export function targetOf(request: FastifyRequest): { path: string; query: string } {
  const url = request.raw.url ?? '';
  const fromPath = url.startsWith('/') ? url : url.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = fromPath.indexOf('?');
  if (mark < 0) return { path: fromPath, query: '' };
  return { path: fromPath.slice(0, mark), query: fromPath.slice(mark + 1) };
}
