import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Operation } from '../contract/operations.ts';
import { Problem } from '../problem.ts';
import { targetOf } from '../request/target.ts';

/** The answer when no route matches: 405 with `Allow` if the path has other methods, otherwise 404. */
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

/**
 * A path of the contract may also match the pattern of another operation (`/transactions/batch` matches
 * `/transactions/{id}`). For a method that only the other operation has, the router would choose that one: these routes
 * answer 405 instead.
 */
export function addShadowedMethods(
  app: FastifyInstance,
  operations: Operation[],
  unmatched: (request: FastifyRequest) => Problem,
): void {
  const methodsOf = new Map<string, Set<string>>();
  for (const { url, method } of operations) methodsOf.set(url, (methodsOf.get(url) ?? new Set()).add(method));
  for (const [url, methods] of methodsOf) {
    const shadowed = operations.filter((other) => other.url !== url && other.pathPattern.test(url));
    for (const method of new Set(shadowed.map((other) => other.method))) {
      if (methods.has(method)) continue;
      app.route({
        method,
        url,
        config: { operationLabel: 'unmatched' },
        onRequest: (request, _reply, done) => done(unmatched(request)),
        handler: (request) => Promise.reject(unmatched(request)),
      });
    }
  }
}
