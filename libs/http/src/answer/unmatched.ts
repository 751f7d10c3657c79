import type { FastifyRequest } from 'fastify';
import type { Operation } from '../contract/operation.ts';
import { Problem } from '../problem.ts';
import { targetOf } from '../request/target.ts';

/** What to say when no route matches: 405 with `Allow` where the path has other methods, otherwise 404. */
export function createUnmatched(
  operations: Operation[],
  pages: RegExp[],
): (request: FastifyRequest) => Problem {
  return (request) => {
    const { path } = targetOf(request);
    const exact = operations.filter(({ url }) => url === path);
    const matching =
      exact.length > 0 ? exact : operations.filter(({ pathPattern }) => pathPattern.test(path));
    const methods = new Set<string>(matching.map(({ method }) => method));
    if (pages.some((page) => page.test(path))) methods.add('GET');
    if (methods.has('GET')) methods.add('HEAD');
    if (methods.size === 0 || methods.has(request.method)) return new Problem('not_found');
    const allow = [...methods].sort().join(', ');
    return new Problem('method_not_allowed', { detail: `This path knows ${allow}.`, headers: { allow } });
  };
}
